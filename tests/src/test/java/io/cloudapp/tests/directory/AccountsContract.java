package io.cloudapp.tests.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.login.Accounts.Account;
import io.cloudapp.logic.login.Accounts.Created;
import io.cloudapp.logic.login.Accounts.NameTaken;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SignInOutcome;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import io.cloudapp.logic.login.Tokens;
import java.util.ArrayList;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What admins can do with the accounts of every directory, as sign-ins feel it. */
public interface AccountsContract {

  String ACCOUNT_PASSWORD = "Correct-horse-7-battery";
  String NEW_PASSWORD = "Another-horse-8-battery";

  /** More than one page of any directory. */
  int MANY_ACCOUNTS = 70;

  Accounts accounts();

  Directory directory();

  /** Adds a person; a temporary password has to be changed at the first sign-in. */
  void register(String username, String password, boolean temporary, boolean admin);

  /** A code of the secret that is good now and was not used yet. */
  String unusedCode(String secret);

  /** The temporary password that the directory mailed to this address. */
  String mailedPassword(String email);

  @Test
  default void createsAnAccountWithATemporaryPassword() {
    var created = create("account-alice");

    var password =
        created.temporaryPassword().orElseGet(() -> mailedPassword("account-alice@example.com"));

    assertThat(created.account().username()).isEqualTo("account-alice");
    assertThat(created.account().email()).contains("account-alice@example.com");
    assertThat(created.account().enabled()).isTrue();
    assertThat(accounts().find(created.account().id())).contains(created.account());
    assertThat(accounts().findByUsername("account-alice")).contains(created.account());
    assertThat(signIn("account-alice", password))
        .isEqualTo(new Challenged(Challenge.NEW_PASSWORD_REQUIRED));
    var tokens = tokens(directory().signIn(with("account-alice", password, NEW_PASSWORD, "")));
    assertThat(tokens.accessToken()).isNotBlank();
  }

  @Test
  default void refusesANameThatSomebodyHas() {
    create("account-bob");

    assertThat(accounts().create("account-bob", "other@example.com")).isEqualTo(new NameTaken());
  }

  @Test
  default void keepsOutWhoeverIsSwitchedOff() {
    var id = registered("account-carol");
    var refreshToken =
        tokens(signIn("account-carol", ACCOUNT_PASSWORD)).refreshToken().orElseThrow();

    accounts().setEnabled(id, false);

    assertThat(signIn("account-carol", ACCOUNT_PASSWORD)).isEqualTo(new Refused());
    assertThat(directory().refresh(refreshToken)).isEmpty();
    assertThat(accounts().find(id).orElseThrow().enabled()).isFalse();

    accounts().setEnabled(id, true);

    tokens(signIn("account-carol", ACCOUNT_PASSWORD));
    assertThat(directory().refresh(refreshToken)).isEmpty();
  }

  @Test
  default void makesAndUnmakesAdmins() {
    var id = registered("account-dora");
    var secret = secondFactor("account-dora");

    accounts().setAdmin(id, true);
    accounts().setAdmin(id, true);
    assertThat(admin("account-dora", unusedCode(secret))).isInstanceOf(Authenticated.class);

    accounts().setAdmin(id, false);
    accounts().setAdmin(id, false);
    assertThat(admin("account-dora", unusedCode(secret))).isInstanceOf(Declined.class);
  }

  @Test
  default void takesASecondFactorAwayAndAllowsANewOne() {
    var id = registered("account-erin");
    var lost = secondFactor("account-erin");
    assertThat(signIn("account-erin", ACCOUNT_PASSWORD))
        .isEqualTo(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));

    accounts().resetSecondFactor(id);
    accounts().resetSecondFactor(id);

    assertThat(directory().hasSecondFactor("account-erin")).isFalse();
    tokens(signIn("account-erin", ACCOUNT_PASSWORD));
    var found = secondFactor("account-erin");
    assertThat(found).isNotEqualTo(lost);
    tokens(directory().signIn(with("account-erin", ACCOUNT_PASSWORD, "", unusedCode(found))));
  }

  @Test
  default void endsEverySignInAndKeepsThePassword() {
    var id = registered("account-frank");
    var first = tokens(signIn("account-frank", ACCOUNT_PASSWORD)).refreshToken().orElseThrow();
    var second = tokens(signIn("account-frank", ACCOUNT_PASSWORD)).refreshToken().orElseThrow();

    accounts().signOutEverywhere(id);

    assertThat(directory().refresh(first)).isEmpty();
    assertThat(directory().refresh(second)).isEmpty();
    tokens(signIn("account-frank", ACCOUNT_PASSWORD));
  }

  @Test
  default void forgetsWhoeverIsRemovedAndGivesTheNameToSomebodyElse() {
    var id = registered("account-gloria");
    secondFactor("account-gloria");

    accounts().remove(id);

    assertThat(accounts().find(id)).isEmpty();
    assertThat(accounts().findByUsername("account-gloria")).isEmpty();
    assertThat(signIn("account-gloria", ACCOUNT_PASSWORD)).isEqualTo(new Refused());
    assertThat(create("account-gloria").account().id()).isNotEqualTo(id);
  }

  @Test
  default void doesNothingToAnAccountThatIsGone() {
    var id = UUID.randomUUID().toString();

    accounts().setEnabled(id, false);
    accounts().setEnabled(id, true);
    accounts().setAdmin(id, true);
    accounts().setAdmin(id, false);
    accounts().resetSecondFactor(id);
    accounts().signOutEverywhere(id);
    accounts().remove(id);

    assertThat(accounts().find(id)).isEmpty();
  }

  @Test
  default void listsEveryAccountOnce() {
    IntStream.range(0, MANY_ACCOUNTS)
        .forEach(number -> register("account-of-many-" + number, ACCOUNT_PASSWORD, true, false));

    var seen = new ArrayList<String>();
    var next = Optional.<String>empty();
    do {
      var slice = accounts().list(next);
      slice.accounts().stream().map(Account::username).forEach(seen::add);
      next = slice.next();
    } while (next.isPresent());

    assertThat(seen).doesNotHaveDuplicates();
    assertThat(seen)
        .filteredOn(username -> username.startsWith("account-of-many-"))
        .hasSize(MANY_ACCOUNTS);
  }

  private Created create(String username) {
    return assertThat(accounts().create(username, username + "@example.com"))
        .asInstanceOf(type(Created.class))
        .actual();
  }

  private String registered(String username) {
    register(username, ACCOUNT_PASSWORD, false, false);
    return accounts().findByUsername(username).orElseThrow().id();
  }

  private String secondFactor(String username) {
    var accessToken = tokens(signIn(username, ACCOUNT_PASSWORD)).accessToken();
    var secret = directory().startSecondFactor(accessToken).secret();
    assertThat(directory().confirmSecondFactor(accessToken, unusedCode(secret))).isTrue();
    return secret;
  }

  private SignInOutcome signIn(String username, String password) {
    return directory().signIn(with(username, password, "", ""));
  }

  private SignInOutcome admin(String username, String code) {
    return directory()
        .signIn(
            new SignIn(
                username, ACCOUNT_PASSWORD, Optional.empty(), Optional.of(code), Client.ADMIN));
  }

  private static SignIn with(String username, String password, String newPassword, String code) {
    return new SignIn(
        username,
        password,
        Optional.of(newPassword).filter(text -> !text.isEmpty()),
        Optional.of(code).filter(text -> !text.isEmpty()),
        Client.WEB);
  }

  private static Tokens tokens(SignInOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Authenticated.class)).actual().tokens();
  }
}

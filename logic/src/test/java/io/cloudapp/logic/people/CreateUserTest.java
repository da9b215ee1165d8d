package io.cloudapp.logic.people;

import static io.cloudapp.logic.people.Residents.DEPUTY;
import static io.cloudapp.logic.people.Residents.ROOT;
import static io.cloudapp.logic.people.Residents.json;
import static io.cloudapp.logic.people.Residents.refusal;
import static io.cloudapp.logic.people.Residents.refusedAs;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.login.Accounts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateUserTest {

  private static final World WORLD = new World();
  private static final String HEDY = "{'username': 'hedy', 'email': 'hedy@example.com'}";

  private final Residents residents = new Residents(WORLD);
  private final CreateUser createUser = WORLD.get(CreateUser.class);

  @BeforeEach
  void moveIn() {
    residents.moveIn();
    WORLD.calls().runThrough();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void listsWhoeverWasCreatedBeforeTheyEverSignIn() {
    createUser.create(
        ROOT,
        json("{'username': ' Hedy ', 'email': 'hedy@example.com', 'quota': 0, 'admin': true}"));

    var user = theOnly("hedy");
    assertThat(user.email()).contains("hedy@example.com");
    assertThat(user.state()).isEqualTo(UserState.INVITED);
    assertThat(user.role()).isEqualTo(Role.ADMIN);
    assertThat(user.quota()).isZero();
    assertThat(residents.accounts().isAdmin(user.id())).isTrue();
    assertThat(residents.audited())
        .containsExactly(
            "USER_CREATED ATTEMPTED user/hedy by root", "USER_CREATED DONE user/hedy by root");
  }

  @Test
  void refusesANameThatSomebodyHas() {
    createUser.create(ROOT, json(HEDY));
    WORLD.clock().advance(Duration.ofHours(1));

    var problem = refusal(createUser.create(DEPUTY, json(HEDY)));

    assertThat(problem.errors()).extracting(FieldError::field).containsExactly("username");
    assertThat(found("hedy")).hasSize(1);
    assertThat(residents.audited()).last().isEqualTo("USER_CREATED FAILED user/hedy by deputy");
  }

  @Test
  void leavesThePersonAloneWhoHasTheNameInTheDirectoryOnly() {
    residents.accounts().has("stranger-id", "hedy");

    refusal(
        createUser.create(ROOT, json("{'username':'hedy','email':'h@example.com','admin':true}")));
    finishWhatIsLeft();

    assertThat(residents.accounts().isAdmin("stranger-id")).isFalse();
    assertThat(found("hedy")).isEmpty();
  }

  @Test
  void knowsTheAccountThatItsOwnUnansweredCallHasMade() {
    // What the SDK's second try meets when the first one was answered too late.
    var account = (Accounts.Created) residents.accounts().create("hedy", "hedy@example.com");

    var created = createUser.create(ROOT, json(HEDY));

    assertThat(created).isInstanceOf(PersonOutcome.Created.class);
    assertThat(theOnly("hedy").id()).isEqualTo(account.account().id());
  }

  @Test
  void createsOneAccountOrNoneWhereverTheProcessCrashes() {
    for (boolean after : new boolean[] {false, true}) {
      for (int crash = 0; ; crash++) {
        residents.moveIn();
        WORLD.calls().crashAt(crash, after);
        var crashed =
            crashes("{'username': 'hedy', 'email': 'h@example.com', 'quota': 9, 'admin': true}");
        WORLD.calls().runThrough();
        finishWhatIsLeft();

        var rows = found("hedy");
        var accounts =
            residents.accounts().list(Optional.empty()).accounts().stream()
                .filter(account -> account.username().equals("hedy"))
                .map(Accounts.Account::id)
                .toList();
        assertThat(rows).as("crash %d", crash).extracting(UserSummary::id).isEqualTo(accounts);
        rows.forEach(
            row -> {
              assertThat(row.quota()).isEqualTo(9);
              assertThat(residents.accounts().isAdmin(row.id())).isTrue();
            });
        assertThat(unfinished().list()).as("crash %d", crash).isEmpty();
        if (!crashed) {
          assertThat(rows).hasSize(1);
          break;
        }
      }
    }
  }

  @Test
  void saysThatTheOutcomeIsOpenWhenTheDirectoryDoesNotAnswer() {
    residents.accounts().goDown(true);

    assertThat(refusedAs(createUser.create(ROOT, json(HEDY)))).isEqualTo(ProblemType.TRY_LATER);
    assertThat(refusedAs(createUser.create(ROOT, json(HEDY)))).isEqualTo(ProblemType.CONFLICT);

    residents.accounts().goDown(false);
    finishWhatIsLeft();
    assertThat(residents.audited()).contains("USER_CREATED FAILED user/hedy by CloudApp");
    assertThat(createUser.create(ROOT, json(HEDY))).isInstanceOf(PersonOutcome.Created.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'email': 'a@example.com'}|username",
        "{'username': '', 'email': 'a@example.com'}|username",
        "{'username': 7, 'email': 'a@example.com'}|username",
        "{'username': '=1+1', 'email': 'a@example.com'}|username",
        "{'username': '@SUM(A1)', 'email': 'a@example.com'}|username",
        "{'username': '-2+3', 'email': 'a@example.com'}|username",
        "{'username': '<script>alert(1)</script>', 'email': 'a@example.com'}|username",
        "{'username': '../../etc/passwd', 'email': 'a@example.com'}|username",
        "{'username': 'a b', 'email': 'a@example.com'}|username",
        "{'username': 'a;drop table users', 'email': 'a@example.com'}|username",
        "{'username': 'a\\u0000b', 'email': 'a@example.com'}|username",
        "{'username': 'аdа', 'email': 'a@example.com'}|username",
        "{'username': '5f0c3a52-6f0e-4f6e-9d0e-0a4f6c1b2d3e', 'email': 'a@example.com'}|username",
        "{'username': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'email':"
            + " 'a@example.com'}|username",
        "{'username': 'hedy'}|email",
        "{'username': 'hedy', 'email': 'hedy'}|email",
        "{'username': 'hedy', 'email': 'hedy@localhost'}|email",
        "{'username': 'hedy', 'email': '=cmd@example.com'}|email",
        "{'username': 'hedy', 'email': 'a@example.com\\r\\nBcc: b@example.com'}|email",
        "{'username': 'hedy', 'email': ['a@example.com']}|email",
        "{'username': 'hedy', 'email': 'a@example.com', 'quota': -1}|quota",
        "{'username': 'hedy', 'email': 'a@example.com', 'quota': 101}|quota",
        "{'username': 'hedy', 'email': 'a@example.com', 'quota': '3'}|quota",
        "{'username': 'hedy', 'email': 'a@example.com', 'admin': 'true'}|admin"
      })
  void createsNothingWhenAFieldIsWrong(String body, String field) {
    var problem = refusal(createUser.create(ROOT, json(body)));

    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
    assertThat(WORLD.calls().made()).doesNotContain("AdminCreateUser");
    assertThat(found("")).hasSize(3);
  }

  @Test
  void takesNoOrderFromWhoeverIsNoAdminAnyMore() {
    WORLD.execute("update users set role = 'USER' where id = ?", DEPUTY.userId());

    assertThat(refusedAs(createUser.create(DEPUTY, json(HEDY)))).isEqualTo(ProblemType.FORBIDDEN);
    assertThat(residents.audited()).isEmpty();
  }

  private List<UserSummary> found(String search) {
    return WORLD.get(People.class).list(search, UserFilter.ALL, Optional.empty(), 50).items();
  }

  private UserSummary theOnly(String username) {
    return assertThat(found(username)).singleElement(type(UserSummary.class)).actual();
  }

  private boolean crashes(String body) {
    try {
      createUser.create(ROOT, json(body));
      return false;
    } catch (RemoteCalls.Crash crash) {
      return true;
    }
  }

  private UnfinishedUsers unfinished() {
    return WORLD.get(UnfinishedUsers.class);
  }

  private void finishWhatIsLeft() {
    WORLD.clock().advance(Duration.ofMinutes(2));
    unfinished().list().forEach(unfinished()::finish);
  }
}

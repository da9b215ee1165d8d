package io.cloudapp.tests.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SignInOutcome;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import io.cloudapp.logic.login.Tokens;
import java.text.ParseException;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every directory does; user names of one run may be used once. */
public interface DirectoryContract {

  String PASSWORD = "Correct-horse-7-battery";
  String OTHER_PASSWORD = "Another-horse-8-battery";
  String WRONG_PASSWORD = "Wrong-horse-9-battery";

  /** Right three times in a million. */
  String WRONG_CODE = "000000";

  /** More than any directory forgives. */
  int MANY_FAILURES = 12;

  Directory directory();

  /** Adds a person; a temporary password has to be changed at the first sign-in. */
  void register(String username, String password, boolean temporary, boolean admin);

  /** A code of the secret that is good now and was not used yet. */
  String unusedCode(String secret);

  /** The key that signs is checked by the implementation's own means. */
  boolean isSignatureGood(SignedJWT token);

  /** The ids of the app clients as the tokens name them. */
  String clientId(Client client);

  @Test
  default void answersGoodCredentialsWithTokens() throws Exception {
    register("alice", PASSWORD, false, false);

    var tokens = tokens(directory().signIn(web("alice", PASSWORD)));
    var access = SignedJWT.parse(tokens.accessToken());
    var id = SignedJWT.parse(tokens.idToken());

    assertThat(isSignatureGood(access)).isTrue();
    assertThat(isSignatureGood(id)).isTrue();
    assertThat(access.getHeader().getAlgorithm().getName()).isEqualTo("RS256");
    assertThat(access.getJWTClaimsSet().getStringClaim("username")).isEqualTo("alice");
    assertThat(access.getJWTClaimsSet().getStringClaim("token_use")).isEqualTo("access");
    assertThat(access.getJWTClaimsSet().getStringClaim("role")).isEqualTo("user");
    assertThat(access.getJWTClaimsSet().getStringClaim("client_id"))
        .isEqualTo(clientId(Client.WEB));
    assertThat(id.getJWTClaimsSet().getAudience()).containsExactly(clientId(Client.WEB));
    assertThat(id.getJWTClaimsSet().getStringClaim("token_use")).isEqualTo("id");
    assertThat(id.getJWTClaimsSet().getSubject())
        .isEqualTo(access.getJWTClaimsSet().getSubject())
        .isNotBlank();
    assertThat(lifetimeSeconds(access.getJWTClaimsSet()))
        .isEqualTo(tokens.accessLifetime().toSeconds());
  }

  @Test
  default void givesEverySignInItsOwnSession() {
    register("aaron", PASSWORD, false, false);

    var first = tokens(directory().signIn(web("aaron", PASSWORD)));
    var second = tokens(directory().signIn(web("aaron", PASSWORD)));

    assertThat(claim(first, "origin_jti")).isNotBlank().isNotEqualTo(claim(second, "origin_jti"));
  }

  @Test
  default void refusesAWrongPasswordAndAnUnknownUserAlike() {
    register("bob", PASSWORD, false, false);

    assertThat(directory().signIn(web("bob", WRONG_PASSWORD))).isEqualTo(new Refused());
    assertThat(directory().signIn(web("bob-is-unknown", PASSWORD))).isEqualTo(new Refused());
  }

  @Test
  default void asksForANewPasswordAtTheFirstSignIn() {
    register("carol", PASSWORD, true, false);

    assertThat(directory().signIn(web("carol", PASSWORD)))
        .isEqualTo(new Challenged(Challenge.NEW_PASSWORD_REQUIRED));
    tokens(directory().signIn(with(web("carol", PASSWORD), OTHER_PASSWORD, null)));
    assertThat(directory().signIn(web("carol", PASSWORD))).isEqualTo(new Refused());
    tokens(directory().signIn(web("carol", OTHER_PASSWORD)));
  }

  @Test
  default void keepsTheOldPasswordWhenTheNewOneIsTooWeak() {
    register("dave", PASSWORD, true, false);

    var weak = directory().signIn(with(web("dave", PASSWORD), "weak", null));

    var problem = assertThat(weak).asInstanceOf(type(Declined.class)).actual().problem();
    assertThat(ProblemType.of(problem.type())).contains(ProblemType.INVALID_FIELD);
    assertThat(problem.errors()).extracting(error -> error.field()).containsExactly("newPassword");
    tokens(directory().signIn(with(web("dave", PASSWORD), OTHER_PASSWORD, null)));
  }

  @Test
  default void looksAtTheOldPasswordBeforeItTakesANewOne() {
    register("dora", PASSWORD, true, false);

    assertThat(directory().signIn(with(web("dora", WRONG_PASSWORD), OTHER_PASSWORD, null)))
        .isEqualTo(new Refused());
    assertThat(directory().signIn(web("dora", OTHER_PASSWORD))).isEqualTo(new Refused());
  }

  @Test
  default void asksForACodeOnceASecondFactorIsConfirmed() {
    register("erin", PASSWORD, false, false);
    var accessToken = tokens(directory().signIn(web("erin", PASSWORD))).accessToken();
    var secret = directory().startSecondFactor(accessToken).secret();

    assertThat(directory().confirmSecondFactor(accessToken, WRONG_CODE)).isFalse();
    assertThat(directory().hasSecondFactor("erin")).isFalse();
    tokens(directory().signIn(web("erin", PASSWORD)));

    assertThat(directory().confirmSecondFactor(accessToken, unusedCode(secret))).isTrue();
    assertThat(directory().hasSecondFactor("erin")).isTrue();
    assertThat(directory().signIn(web("erin", PASSWORD)))
        .isEqualTo(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));
    assertThat(directory().signIn(with(web("erin", PASSWORD), null, WRONG_CODE)))
        .isEqualTo(new Refused());
    tokens(directory().signIn(with(web("erin", PASSWORD), null, unusedCode(secret))));
  }

  @Test
  default void asksForNoCodeOnceTheSecondFactorIsRemoved() {
    register("edgar", PASSWORD, false, false);
    var secret = secondFactor("edgar");
    var tokens = tokens(directory().signIn(with(web("edgar", PASSWORD), null, unusedCode(secret))));

    directory().removeSecondFactor(tokens.accessToken());

    assertThat(directory().hasSecondFactor("edgar")).isFalse();
    tokens(directory().signIn(web("edgar", PASSWORD)));
  }

  @Test
  default void refusesACodeWithAWrongPassword() {
    register("eve", PASSWORD, false, false);
    var secret = secondFactor("eve");

    assertThat(directory().signIn(with(web("eve", WRONG_PASSWORD), null, unusedCode(secret))))
        .isEqualTo(new Refused());
  }

  @Test
  default void takesACodeOnce() {
    register("frank", PASSWORD, false, false);
    var code = unusedCode(secondFactor("frank"));

    tokens(directory().signIn(with(web("frank", PASSWORD), null, code)));

    assertThat(directory().signIn(with(web("frank", PASSWORD), null, code)))
        .isEqualTo(new Refused());
  }

  @Test
  default void givesTheAdminRoleOnlyToAnAdminWithASecondFactorInTheAdminClient() {
    register("gloria", PASSWORD, false, true);

    assertThat(declined(directory().signIn(admin("gloria", PASSWORD))))
        .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    var secret = secondFactor("gloria");
    assertThat(directory().signIn(admin("gloria", PASSWORD)))
        .isEqualTo(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));

    var asAdmin =
        tokens(directory().signIn(with(admin("gloria", PASSWORD), null, unusedCode(secret))));
    var asUser =
        tokens(directory().signIn(with(web("gloria", PASSWORD), null, unusedCode(secret))));

    assertThat(claim(asAdmin, "role")).isEqualTo("admin");
    assertThat(claim(asAdmin, "client_id")).isEqualTo(clientId(Client.ADMIN));
    assertThat(asAdmin.accessLifetime()).hasMinutes(15);
    assertThat(asAdmin.refreshToken()).isEmpty();
    assertThat(claim(asUser, "role")).isEqualTo("user");
    assertThat(claim(asUser, "client_id")).isEqualTo(clientId(Client.WEB));
  }

  @Test
  default void keepsOthersOutOfTheAdminClientEvenWithASecondFactor() {
    register("heidi", PASSWORD, false, false);
    var secret = secondFactor("heidi");

    assertThat(
            declined(directory().signIn(with(admin("heidi", PASSWORD), null, unusedCode(secret)))))
        .isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  default void prolongsASessionUntilItIsRevoked() {
    register("ivan", PASSWORD, false, false);
    var tokens = tokens(directory().signIn(web("ivan", PASSWORD)));
    var refreshToken = tokens.refreshToken().orElseThrow();

    passTime();
    var prolonged = directory().refresh(refreshToken).orElseThrow();

    assertThat(claim(prolonged, "origin_jti")).isEqualTo(claim(tokens, "origin_jti"));
    assertThat(claim(prolonged, "role")).isEqualTo("user");
    assertThat(claim(prolonged, "auth_time")).isEqualTo(claim(tokens, "auth_time"));
    assertThat(claim(prolonged, "jti")).isNotEqualTo(claim(tokens, "jti"));

    directory().revoke(refreshToken);
    assertThat(directory().refresh(refreshToken)).isEmpty();
    directory().revoke(refreshToken);
  }

  @Test
  default void refusesAForeignRefreshToken() {
    assertThat(directory().refresh("not-a-token")).isEmpty();
  }

  @Test
  default void refusesEvenTheRightPasswordAfterManyWrongOnes() {
    register("judy", PASSWORD, false, false);
    IntStream.range(0, MANY_FAILURES).forEach(_ -> directory().signIn(web("judy", WRONG_PASSWORD)));

    assertThat(directory().signIn(web("judy", PASSWORD))).isEqualTo(new Refused());
  }

  /** Gives the person a second factor and answers its secret. */
  /** Where the clock can be turned. */
  default void passTime() {}

  private String secondFactor(String username) {
    var accessToken = tokens(directory().signIn(web(username, PASSWORD))).accessToken();
    var secret = directory().startSecondFactor(accessToken).secret();
    assertThat(directory().confirmSecondFactor(accessToken, unusedCode(secret))).isTrue();
    return secret;
  }

  private static SignIn web(String username, String password) {
    return new SignIn(username, password, Optional.empty(), Optional.empty(), Client.WEB);
  }

  private static SignIn admin(String username, String password) {
    return new SignIn(username, password, Optional.empty(), Optional.empty(), Client.ADMIN);
  }

  private static SignIn with(SignIn signIn, String newPassword, String totp) {
    return new SignIn(
        signIn.username(),
        signIn.password(),
        Optional.ofNullable(newPassword),
        Optional.ofNullable(totp),
        signIn.client());
  }

  private static Tokens tokens(SignInOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Authenticated.class)).actual().tokens();
  }

  private static ProblemType declined(SignInOutcome outcome) {
    var problem = assertThat(outcome).asInstanceOf(type(Declined.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }

  private static String claim(Tokens tokens, String name) {
    try {
      return SignedJWT.parse(tokens.accessToken()).getJWTClaimsSet().getClaim(name).toString();
    } catch (ParseException notAToken) {
      throw new AssertionError(notAToken);
    }
  }

  private static long lifetimeSeconds(JWTClaimsSet claims) {
    return (claims.getExpirationTime().getTime() - claims.getIssueTime().getTime()) / 1000;
  }
}

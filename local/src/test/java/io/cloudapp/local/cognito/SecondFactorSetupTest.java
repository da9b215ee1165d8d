package io.cloudapp.local.cognito;

import static io.cloudapp.local.cognito.TestPool.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.SoftwareTokenMfaNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserPoolMfaType;

class SecondFactorSetupTest {

  private final TestPool pool = new TestPool();

  @Test
  void registersAnAuthenticatorInTheMiddleOfTheSignIn() {
    pool.allowSecondFactor(UserPoolMfaType.ON);
    pool.addUser("ada");
    var challenge = pool.signIn("ada", PASSWORD);
    assertThat(challenge.challengeName()).isEqualTo(ChallengeNameType.MFA_SETUP);
    assertThat(challenge.challengeParameters())
        .containsEntry("MFAS_CAN_SETUP", "[\"SOFTWARE_TOKEN_MFA\"]");

    var associated = pool.client.associateSoftwareToken(r -> r.session(challenge.session()));
    var verified =
        pool.client.verifySoftwareToken(
            r -> r.session(associated.session()).userCode(pool.code(associated.secretCode())));
    assertThat(finish(verified.session())).isNotEmpty();

    pool.nextCode();
    var next = pool.signIn("ada", PASSWORD);
    assertThat(next.challengeName()).isEqualTo(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    assertThat(
            pool.respond(
                    ChallengeNameType.SOFTWARE_TOKEN_MFA,
                    next.session(),
                    "ada",
                    "SOFTWARE_TOKEN_MFA_CODE",
                    pool.code(associated.secretCode()))
                .authenticationResult()
                .accessToken())
        .isNotEmpty();
  }

  @Test
  void givesNoTokensBeforeACodeWasRight() {
    pool.allowSecondFactor(UserPoolMfaType.ON);
    pool.addUser("ada");
    var challenge = pool.signIn("ada", PASSWORD);
    assertThatThrownBy(() -> finish(challenge.session()))
        .isInstanceOf(NotAuthorizedException.class);
    var associated = pool.client.associateSoftwareToken(r -> r.session(challenge.session()));

    assertThatThrownBy(() -> finish(associated.session()))
        .isInstanceOf(NotAuthorizedException.class);
    assertThatThrownBy(() -> finish(challenge.session()))
        .hasMessageContaining("session can only be used once");
  }

  @Test
  void registersNothingWithTheSessionOfAnotherChallenge() {
    pool.allowSecondFactor(UserPoolMfaType.OPTIONAL);
    pool.addUser("ada");
    pool.enrol("ada");
    var session = pool.signIn("ada", PASSWORD).session();

    assertThatThrownBy(() -> pool.client.associateSoftwareToken(r -> r.session(session)))
        .isInstanceOf(NotAuthorizedException.class);
  }

  @Test
  void keepsTheOldAuthenticatorUntilTheNewOneIsVerified() {
    pool.allowSecondFactor(UserPoolMfaType.OPTIONAL);
    pool.addUser("ada");
    var accessToken = pool.signIn("ada", PASSWORD).authenticationResult().accessToken();
    var old = pool.enrol("ada");
    pool.client.associateSoftwareToken(r -> r.accessToken(accessToken));
    pool.nextCode();

    var session = pool.signIn("ada", PASSWORD).session();
    assertThat(
            pool.respond(
                    ChallengeNameType.SOFTWARE_TOKEN_MFA,
                    session,
                    "ada",
                    "SOFTWARE_TOKEN_MFA_CODE",
                    pool.code(old))
                .authenticationResult())
        .isNotNull();
  }

  @Test
  void registersNothingInAPoolWithoutSoftwareTokens() {
    pool.addUser("ada");
    var accessToken = pool.signIn("ada", PASSWORD).authenticationResult().accessToken();

    assertThatThrownBy(() -> pool.client.associateSoftwareToken(r -> r.accessToken(accessToken)))
        .isInstanceOf(SoftwareTokenMfaNotFoundException.class);
  }

  @Test
  void refusesAPoolThatWantsASecondFactorButHasNone() {
    assertThatThrownBy(
            () ->
                pool.client.setUserPoolMfaConfig(
                    r -> r.userPoolId(pool.poolId).mfaConfiguration(UserPoolMfaType.ON)))
        .isInstanceOf(InvalidParameterException.class);
  }

  private String finish(String session) {
    return pool.client
        .respondToAuthChallenge(
            r ->
                r.clientId(pool.clientId)
                    .challengeName(ChallengeNameType.MFA_SETUP)
                    .session(session)
                    .challengeResponses(Map.of("USERNAME", "ada")))
        .authenticationResult()
        .accessToken();
  }
}

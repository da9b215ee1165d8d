package io.cloudapp.logic.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminInitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeRequest;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.TooManyRequestsException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;

class CognitoDirectoryTest {

  private static final AuthenticationResultType RESULT =
      AuthenticationResultType.builder()
          .accessToken("a")
          .idToken("i")
          .refreshToken("r")
          .expiresIn(3600)
          .build();

  private final CognitoIdentityProviderClient cognito =
      mock(CognitoIdentityProviderClient.class, CALLS_REAL_METHODS);
  private final CognitoDirectory directory =
      new CognitoDirectory(cognito, new AppClients("pool", "client-web", "client-admin"));

  @Test
  void handsOnTheTokensOfGoodCredentials() {
    doReturn(started(RESULT))
        .when(cognito)
        .adminInitiateAuth(
            argThat(
                (AdminInitiateAuthRequest request) ->
                    request.userPoolId().equals("pool")
                        && request.clientId().equals("client-web")
                        && request.authFlow() == AuthFlowType.ADMIN_USER_PASSWORD_AUTH
                        && request.authParameters().get("USERNAME").equals("ada")
                        && request.authParameters().get("PASSWORD").equals("old")));

    var tokens = ((Authenticated) directory.signIn(signIn(null, null, Client.WEB))).tokens();

    assertThat(tokens.accessToken()).isEqualTo("a");
    assertThat(tokens.refreshToken()).contains("r");
    assertThat(tokens.accessLifetime()).hasMinutes(60);
  }

  @Test
  void keepsTheAdminClientsRefreshTokenToItself() {
    doReturn(started(RESULT)).when(cognito).adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    var tokens = ((Authenticated) directory.signIn(signIn(null, null, Client.ADMIN))).tokens();

    assertThat(tokens.refreshToken()).isEmpty();
  }

  @Test
  void asksForWhatAChallengeNeeds() {
    challenge(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    assertThat(directory.signIn(signIn(null, null, Client.WEB)))
        .isEqualTo(new Challenged(Challenge.NEW_PASSWORD_REQUIRED));

    challenge(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    assertThat(directory.signIn(signIn(null, null, Client.WEB)))
        .isEqualTo(new Challenged(Challenge.SOFTWARE_TOKEN_MFA));
  }

  @Test
  void answersBothChallengesInOneCall() {
    challenge(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    doReturn(
            AdminRespondToAuthChallengeResponse.builder()
                .challengeName(ChallengeNameType.SOFTWARE_TOKEN_MFA)
                .session("second")
                .build())
        .when(cognito)
        .adminRespondToAuthChallenge(
            argThat(
                (AdminRespondToAuthChallengeRequest request) ->
                    request != null
                        && request.session().equals("first")
                        && request.challengeResponses().get("NEW_PASSWORD").equals("new")));
    doReturn(AdminRespondToAuthChallengeResponse.builder().authenticationResult(RESULT).build())
        .when(cognito)
        .adminRespondToAuthChallenge(
            argThat(
                (AdminRespondToAuthChallengeRequest request) ->
                    request != null
                        && request.session().equals("second")
                        && request
                            .challengeResponses()
                            .get("SOFTWARE_TOKEN_MFA_CODE")
                            .equals("123456")));

    assertThat(directory.signIn(signIn("new", "123456", Client.WEB)))
        .isInstanceOf(Authenticated.class);
  }

  @Test
  void usesTheNewPasswordWhenTheCodeComesAfterIt() {
    doThrow(NotAuthorizedException.builder().message("Incorrect username or password.").build())
        .when(cognito)
        .adminInitiateAuth(
            argThat(
                (AdminInitiateAuthRequest request) ->
                    request != null && request.authParameters().get("PASSWORD").equals("old")));
    doReturn(started(RESULT))
        .when(cognito)
        .adminInitiateAuth(
            argThat(
                (AdminInitiateAuthRequest request) ->
                    request != null && request.authParameters().get("PASSWORD").equals("new")));

    assertThat(directory.signIn(signIn("new", "123456", Client.WEB)))
        .isInstanceOf(Authenticated.class);
    assertThat(directory.signIn(signIn("new", null, Client.WEB))).isEqualTo(new Refused());
  }

  @Test
  void refusesAWrongCode() {
    challenge(ChallengeNameType.SOFTWARE_TOKEN_MFA);
    doThrow(CodeMismatchException.builder().build())
        .when(cognito)
        .adminRespondToAuthChallenge(any(AdminRespondToAuthChallengeRequest.class));

    assertThat(directory.signIn(signIn(null, "123456", Client.WEB))).isEqualTo(new Refused());
  }

  @Test
  void namesTheFieldOfANewPasswordThatBreaksThePolicy() {
    challenge(ChallengeNameType.NEW_PASSWORD_REQUIRED);
    doThrow(InvalidPasswordException.builder().build())
        .when(cognito)
        .adminRespondToAuthChallenge(any(AdminRespondToAuthChallengeRequest.class));

    var problem = ((Declined) directory.signIn(signIn("new", null, Client.WEB))).problem();

    assertThat(problem.errors().getFirst().field()).isEqualTo("newPassword");
  }

  @Test
  void findsTheDenialInWhatATriggerThrew() {
    doThrow(
            UserLambdaValidationException.builder()
                .message("PreTokenGeneration failed with error SECOND_FACTOR_NEEDED.")
                .build())
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    var problem = ((Declined) directory.signIn(signIn(null, null, Client.ADMIN))).problem();

    assertThat(ProblemType.of(problem.type())).contains(ProblemType.SECOND_FACTOR_NEEDED);
  }

  @Test
  void doesNotTakeADependencysFaultForBadCredentials() {
    doThrow(TooManyRequestsException.builder().build())
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    assertThatThrownBy(() -> directory.signIn(signIn(null, null, Client.WEB)))
        .isInstanceOf(TooManyRequestsException.class);
  }

  @Test
  void keepsARefreshTokenThatThePoolDoesNotRotate() {
    doReturn(started(RESULT.toBuilder().refreshToken(null).build()))
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));

    assertThat(directory.refresh("kept").orElseThrow().refreshToken()).contains("kept");
  }

  private void challenge(ChallengeNameType name) {
    doReturn(AdminInitiateAuthResponse.builder().challengeName(name).session("first").build())
        .when(cognito)
        .adminInitiateAuth(any(AdminInitiateAuthRequest.class));
  }

  private static AdminInitiateAuthResponse started(AuthenticationResultType result) {
    return AdminInitiateAuthResponse.builder().authenticationResult(result).build();
  }

  private static SignIn signIn(String newPassword, String totp, Client client) {
    return new SignIn(
        "ada", "old", Optional.ofNullable(newPassword), Optional.ofNullable(totp), client);
  }
}

package io.cloudapp.logic.login;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenge;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AdminRespondToAuthChallengeResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthenticationResultType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.CodeMismatchException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.EnableSoftwareTokenMfaException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ExpiredCodeException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidParameterException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InvalidPasswordException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.NotAuthorizedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordHistoryPolicyViolationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.PasswordResetRequiredException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserLambdaValidationException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotConfirmedException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.UserNotFoundException;
import software.amazon.awssdk.services.cognitoidentityprovider.model.VerifySoftwareTokenResponseType;

/** A directory in a Cognito user pool, with one app client for people and one for admins. */
final class CognitoDirectory implements Directory {

  private static final String SECOND_FACTOR = "SOFTWARE_TOKEN_MFA";

  private final CognitoIdentityProviderClient cognito;
  private final AppClients clients;

  CognitoDirectory(CognitoIdentityProviderClient cognito, AppClients clients) {
    this.cognito = cognito;
    this.clients = clients;
  }

  @Override
  public SignInOutcome signIn(SignIn signIn) {
    var outcome = signIn(signIn, signIn.password());
    // The pool takes a new password before it asks for the code, so when the code comes with the
    // next request, the old password is old already.
    return outcome instanceof Refused
            && signIn.newPassword().isPresent()
            && signIn.totp().isPresent()
        ? signIn(signIn, signIn.newPassword().get())
        : outcome;
  }

  private SignInOutcome signIn(SignIn signIn, String password) {
    try {
      return answerChallenges(signIn, start(signIn, password));
    } catch (NotAuthorizedException
        | UserNotFoundException
        | UserNotConfirmedException
        | PasswordResetRequiredException
        | CodeMismatchException
        | ExpiredCodeException notGood) {
      return new Refused();
    } catch (InvalidPasswordException | PasswordHistoryPolicyViolationException tooWeak) {
      return new Declined(Problem.ofField("newPassword", PasswordPolicy.RULES));
    } catch (UserLambdaValidationException byTrigger) {
      return Denial.in(byTrigger.getMessage())
          .<SignInOutcome>map(denial -> new Declined(denial.problem()))
          .orElseThrow(() -> byTrigger);
    }
  }

  /** Where a sign-in stands: with a result, or a challenge to answer in a session. */
  private record Stage(
      AuthenticationResultType result, ChallengeNameType challenge, String session) {

    static Stage of(AdminRespondToAuthChallengeResponse response) {
      return new Stage(
          response.authenticationResult(), response.challengeName(), response.session());
    }
  }

  private Stage start(SignIn signIn, String password) {
    var response =
        cognito.adminInitiateAuth(
            request ->
                request
                    .userPoolId(clients.userPoolId())
                    .clientId(clients.id(signIn.client()))
                    .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                    .authParameters(Map.of("USERNAME", signIn.username(), "PASSWORD", password)));
    return new Stage(response.authenticationResult(), response.challengeName(), response.session());
  }

  private SignInOutcome answerChallenges(SignIn signIn, Stage stage) {
    if (stage.result() != null) {
      return new Authenticated(tokens(stage.result(), signIn.client()));
    }
    return switch (stage.challenge()) {
      case NEW_PASSWORD_REQUIRED ->
          answer(
              signIn, stage, Challenge.NEW_PASSWORD_REQUIRED, "NEW_PASSWORD", signIn.newPassword());
      case SOFTWARE_TOKEN_MFA ->
          answer(
              signIn,
              stage,
              Challenge.SOFTWARE_TOKEN_MFA,
              "SOFTWARE_TOKEN_MFA_CODE",
              signIn.totp());
      default ->
          throw new IllegalStateException(
              "The pool asks for a challenge that CloudApp does not know: " + stage.challenge());
    };
  }

  private SignInOutcome answer(
      SignIn signIn, Stage stage, Challenge challenge, String name, Optional<String> value) {
    if (value.isEmpty()) {
      return new Challenged(challenge);
    }
    var response =
        cognito.adminRespondToAuthChallenge(
            request ->
                request
                    .userPoolId(clients.userPoolId())
                    .clientId(clients.id(signIn.client()))
                    .challengeName(stage.challenge())
                    .session(stage.session())
                    .challengeResponses(Map.of("USERNAME", signIn.username(), name, value.get())));
    var next = Stage.of(response);
    // The pool asks for each answer once; the same question again would never end.
    if (stage.challenge() == next.challenge()) {
      return new Refused();
    }
    return answerChallenges(signIn, next);
  }

  @Override
  public Optional<Tokens> refresh(String refreshToken) {
    try {
      var result =
          cognito
              .adminInitiateAuth(
                  request ->
                      request
                          .userPoolId(clients.userPoolId())
                          .clientId(clients.webClientId())
                          .authFlow(AuthFlowType.REFRESH_TOKEN_AUTH)
                          .authParameters(Map.of("REFRESH_TOKEN", refreshToken)))
              .authenticationResult();
      // Without rotation the pool does not repeat the token, which stays good.
      var next = Optional.ofNullable(result.refreshToken()).orElse(refreshToken);
      return Optional.of(
          new Tokens(
              result.accessToken(),
              result.idToken(),
              Optional.of(next),
              Duration.ofSeconds(result.expiresIn())));
    } catch (NotAuthorizedException
        | UserNotFoundException
        | InvalidParameterException
        | UserLambdaValidationException notGood) {
      return Optional.empty();
    }
  }

  @Override
  public void revoke(String refreshToken) {
    try {
      cognito.revokeToken(request -> request.clientId(clients.webClientId()).token(refreshToken));
    } catch (NotAuthorizedException | InvalidParameterException unknown) {
      // Nothing that could be used is left of it.
    }
  }

  @Override
  public boolean hasSecondFactor(String username) {
    try {
      return cognito
          .adminGetUser(request -> request.userPoolId(clients.userPoolId()).username(username))
          .userMFASettingList()
          .contains(SECOND_FACTOR);
    } catch (UserNotFoundException unknown) {
      return false;
    }
  }

  @Override
  public SecondFactorSecret startSecondFactor(String accessToken) {
    var secret =
        cognito.associateSoftwareToken(request -> request.accessToken(accessToken)).secretCode();
    var username = cognito.getUser(request -> request.accessToken(accessToken)).username();
    return SecondFactorSecret.of(secret, username);
  }

  @Override
  public boolean confirmSecondFactor(String accessToken, String code) {
    try {
      var status =
          cognito
              .verifySoftwareToken(request -> request.accessToken(accessToken).userCode(code))
              .status();
      if (status != VerifySoftwareTokenResponseType.SUCCESS) {
        return false;
      }
    } catch (EnableSoftwareTokenMfaException | CodeMismatchException | ExpiredCodeException wrong) {
      return false;
    } catch (InvalidParameterException notStarted) {
      return false;
    }
    cognito.setUserMFAPreference(
        request ->
            request
                .accessToken(accessToken)
                .softwareTokenMfaSettings(settings -> settings.enabled(true).preferredMfa(true)));
    return true;
  }

  @Override
  public void removeSecondFactor(String accessToken) {
    cognito.setUserMFAPreference(
        request ->
            request
                .accessToken(accessToken)
                .softwareTokenMfaSettings(settings -> settings.enabled(false).preferredMfa(false)));
  }

  private static Tokens tokens(AuthenticationResultType result, Client client) {
    return new Tokens(
        result.accessToken(),
        result.idToken(),
        // The pool has no client without refresh tokens; the admin client's is never handed on.
        client == Client.ADMIN ? Optional.empty() : Optional.ofNullable(result.refreshToken()),
        Duration.ofSeconds(result.expiresIn()));
  }
}

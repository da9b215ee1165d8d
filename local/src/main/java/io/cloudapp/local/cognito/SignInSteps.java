package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.cognito.Sessions.Challenge;
import io.cloudapp.local.cognito.TriggerCalls.SignIn;

/** What follows a right answer in a sign-in: the next challenge, or the tokens. */
final class SignInSteps {

  static final String NEW_PASSWORD = "NEW_PASSWORD_REQUIRED";
  static final String SOFTWARE_TOKEN = "SOFTWARE_TOKEN_MFA";
  static final String SETUP = "MFA_SETUP";

  private final Sessions sessions;
  private final TriggerCalls triggers;
  private final Tokens tokens;

  SignInSteps(Sessions sessions, TriggerCalls triggers, Tokens tokens) {
    this.sessions = sessions;
    this.triggers = triggers;
    this.tokens = tokens;
  }

  ObjectNode demandNewPassword(SignIn signIn, User user) {
    var answer = challenge(NEW_PASSWORD, signIn, user, "TokenGeneration_NewPasswordChallenge");
    var attributes = Input.answer();
    user.attributes().forEach(attributes::put);
    parameters(answer).put("requiredAttributes", "[]").put("userAttributes", attributes.toString());
    return answer;
  }

  /**
   * @param source the trigger source under which the tokens will be made
   */
  ObjectNode secondFactorOrTokens(SignIn signIn, User user, String source) {
    return switch (signIn.pool().pool().secondFactorPolicy()) {
      case OFF -> tokens(signIn, user, source);
      case OPTIONAL ->
          user.softwareToken().enabled()
              ? demandCode(signIn, user, source)
              : tokens(signIn, user, source);
      case ON ->
          user.softwareToken().verified()
              ? demandCode(signIn, user, source)
              : demandSetup(signIn, user, source);
    };
  }

  ObjectNode tokens(SignIn signIn, User user, String source) {
    var signedIn = signIn.pool().change(user.username(), current -> current.with(Attempts.NONE));
    triggers.postAuthentication(signIn, signedIn);
    var answer = Input.answer();
    answer.putObject("ChallengeParameters");
    answer.set("AuthenticationResult", tokens.issue(signIn, signedIn, source));
    return answer;
  }

  private ObjectNode demandCode(SignIn signIn, User user, String source) {
    return challenge(SOFTWARE_TOKEN, signIn, user, source);
  }

  private ObjectNode demandSetup(SignIn signIn, User user, String source) {
    var answer = challenge(SETUP, signIn, user, source);
    parameters(answer).put("MFAS_CAN_SETUP", "[\"" + SOFTWARE_TOKEN + "\"]");
    return answer;
  }

  private ObjectNode challenge(String name, SignIn signIn, User user, String source) {
    var session =
        sessions.open(
            new Challenge(
                name, signIn.pool().id(), signIn.client().id(), user.username(), source, false));
    var answer = Input.answer().put("ChallengeName", name).put("Session", session);
    answer.putObject("ChallengeParameters").put("USER_ID_FOR_SRP", user.username());
    return answer;
  }

  private static ObjectNode parameters(ObjectNode answer) {
    return (ObjectNode) answer.get("ChallengeParameters");
  }
}

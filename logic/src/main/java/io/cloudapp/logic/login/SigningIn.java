package io.cloudapp.logic.login;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import io.cloudapp.logic.login.SignInReader.Reading;
import jakarta.inject.Singleton;

/**
 * Signs a person in for the login state machine, which reads {@code outcome} and nothing else.
 *
 * <p>AUTHENTICATED and CHALLENGED come with {@code answer}, DECLINED with {@code problem}, REFUSED
 * with nothing. {@code username} is what the admins are told.
 */
@Singleton
public final class SigningIn {

  /** Where start-session writes the address of whoever signs in; nobody else can. */
  static final String ADDRESS = "address";

  private final Directory directory;
  private final SignInLog log;

  SigningIn(Directory directory, SignInLog log) {
    this.directory = directory;
    this.log = log;
  }

  /**
   * @param sent the body of {@code POST /sessions}, not yet looked at by anyone, with the address
   *     that it came from as {@code address}
   */
  public ObjectNode answer(JsonNode sent) {
    return switch (SignInReader.read(sent)) {
      case Reading.Invalid(Problem problem) -> declined(problem);
      case Reading.Valid(var signIn) -> {
        var outcome = directory.signIn(signIn);
        log.note(signIn, sent.path(ADDRESS).asText(), outcome);
        yield answer(signIn, outcome);
      }
    };
  }

  private static ObjectNode answer(SignIn signIn, SignInOutcome outcome) {
    return switch (outcome) {
      case Authenticated(Tokens tokens) ->
          answered("AUTHENTICATED", tokens.answer()).put("username", signIn.username());
      case Challenged(var challenge) ->
          answered("CHALLENGED", SignInAnswer.challenge(challenge.name()));
      case Declined(Problem problem) -> declined(problem);
      case Refused() -> document("REFUSED");
    };
  }

  private static ObjectNode answered(String outcome, SignInAnswer answer) {
    return document(outcome).set("answer", Json.mapper().valueToTree(answer));
  }

  private static ObjectNode declined(Problem problem) {
    return document("DECLINED").set("problem", Json.mapper().valueToTree(problem));
  }

  private static ObjectNode document(String outcome) {
    return Json.mapper().createObjectNode().put("outcome", outcome);
  }
}

package io.cloudapp.functions.refreshsession;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.login.Sessions;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** {@code POST /sessions/refresh}: prolongs a sign-in of the web client. */
public final class RefreshSessionHandler extends HttpFunction {

  @Inject Sessions sessions;

  public RefreshSessionHandler() {}

  public RefreshSessionHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var sent = request.jsonBody();
    var refreshToken = sent.path("refreshToken");
    if (!refreshToken.isTextual() || refreshToken.textValue().isBlank()) {
      return Answer.of(
          Problem.ofField("refreshToken", "Send the refresh token that the sign-in answered."));
    }
    if (!sent.path("client").asText("web").equals("web")) {
      return Answer.of(
          Problem.ofField("client", "An admin's sign-in is not prolonged. Sign in again."));
    }
    return sessions
        .refresh(refreshToken.textValue())
        .map(tokens -> Answer.ok(tokens.answer()))
        .orElseGet(
            () ->
                Answer.of(
                    Problem.of(
                        ProblemType.AUTHENTICATION_ERROR,
                        "Your session has ended. Sign in again.")));
  }
}

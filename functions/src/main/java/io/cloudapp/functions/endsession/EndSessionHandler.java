package io.cloudapp.functions.endsession;

import io.cloudapp.core.api.Problem;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.login.Sessions;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Optional;

/** {@code DELETE /sessions}: ends the sign-in of the token; a refresh token may be in the body. */
public final class EndSessionHandler extends HttpFunction {

  @Inject Sessions sessions;

  public EndSessionHandler() {}

  public EndSessionHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    if (!request.hasBody()) {
      sessions.end(request.person(), Optional.empty());
      return Answer.noContent();
    }
    var refreshToken = request.jsonBody().path("refreshToken");
    if (!refreshToken.isMissingNode() && !refreshToken.isTextual()) {
      return Answer.of(
          Problem.ofField("refreshToken", "Send the refresh token as text, or leave it out."));
    }
    sessions.end(request.person(), Optional.ofNullable(refreshToken.textValue()));
    return Answer.noContent();
  }
}

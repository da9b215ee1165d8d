package io.cloudapp.functions.startsession;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.json.Json;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.login.StartSession;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Map;

/** {@code POST /sessions}. */
public final class StartSessionHandler extends HttpFunction {

  @Inject StartSession startSession;

  public StartSessionHandler() {}

  public StartSessionHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var response = startSession.start(request.jsonBody(), request.address());
    return response.mediaType().equals(Problem.MEDIA_TYPE)
        ? Answer.of(Json.mapper().convertValue(response.body(), Problem.class))
        : new Answer(response.status(), Map.of(), response.body());
  }
}

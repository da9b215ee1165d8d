package io.cloudapp.functions.startsession;

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
    var response = startSession.start(request.jsonBody());
    return new Answer(
        response.status(), Map.of("content-type", response.mediaType()), response.body());
  }
}

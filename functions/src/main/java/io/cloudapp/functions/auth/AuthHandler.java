package io.cloudapp.functions.auth;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.login.PoolTriggers;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Called by the user pool while it signs somebody in. */
public final class AuthHandler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final TypeReference<Map<String, Object>> EVENT = new TypeReference<>() {};

  @Inject PoolTriggers triggers;

  public AuthHandler() {}

  public AuthHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Map<String, Object> execute(Map<String, Object> event) {
    var answered = triggers.answer(Json.mapper().valueToTree(event));
    return Json.mapper().convertValue(answered, EVENT);
  }
}

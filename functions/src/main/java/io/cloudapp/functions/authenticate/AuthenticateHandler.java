package io.cloudapp.functions.authenticate;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.login.SigningIn;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Called by the login state machine; input and answer are secrets and are never logged. */
public final class AuthenticateHandler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final TypeReference<Map<String, Object>> DOCUMENT = new TypeReference<>() {};

  @Inject SigningIn signingIn;

  public AuthenticateHandler() {}

  public AuthenticateHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public Map<String, Object> execute(Map<String, Object> sent) {
    var answer = signingIn.answer(Json.mapper().valueToTree(sent));
    return Json.mapper().convertValue(answer, DOCUMENT);
  }
}

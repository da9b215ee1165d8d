package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a pre token generation function changes in one token. */
record ClaimsOverride(
    ObjectNode claims,
    List<String> suppressed,
    List<String> addedScopes,
    List<String> suppressedScopes) {

  // Amazon Cognito developer guide, "Pre token generation Lambda trigger": never taken from there.
  private static final Set<String> PROTECTED =
      Set.of(
          "acr",
          "amr",
          "at_hash",
          "auth_time",
          "azp",
          "client_id",
          "event_id",
          "exp",
          "iat",
          "identities",
          "iss",
          "jti",
          "nbf",
          "nonce",
          "origin_jti",
          "sub",
          "token_use",
          "username",
          "version");
  private static final JsonMapper JSON = new JsonMapper();

  static ClaimsOverride of(JsonNode generation) {
    var given = new Input(generation instanceof ObjectNode object ? object : Input.answer());
    return new ClaimsOverride(
        given.object("claimsToAddOrOverride").orElseGet(Input::answer),
        given.texts("claimsToSuppress"),
        given.texts("scopesToAdd"),
        given.texts("scopesToSuppress"));
  }

  void apply(Map<String, Object> token) {
    suppressed.stream().filter(ClaimsOverride::changeable).forEach(token::remove);
    claims.properties().stream()
        .filter(claim -> changeable(claim.getKey()))
        .forEach(
            claim -> token.put(claim.getKey(), JSON.convertValue(claim.getValue(), Object.class)));
  }

  private static boolean changeable(String claim) {
    return !PROTECTED.contains(claim)
        && !claim.equals("aud")
        && !claim.startsWith("cognito:")
        && !claim.startsWith("dev:")
        && !claim.startsWith("aws:");
  }
}

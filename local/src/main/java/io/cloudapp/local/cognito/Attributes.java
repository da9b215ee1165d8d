package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Set;

/** The attributes of a user as the API takes and gives them. */
final class Attributes {

  private Attributes() {}

  /** Refuses an attribute that the pool does not have or that nobody may set. */
  static void check(UserPool pool, Map<String, String> attributes) {
    for (String attribute : attributes.keySet()) {
      if (attribute.equals("sub")) {
        throw Refusal.invalidParameter("Cannot modify an already provided sub");
      }
      if (!pool.knowsAttribute(attribute)) {
        throw Refusal.invalidParameter(
            "Attributes did not conform to the schema: %s: Attribute does not exist in the schema.\n"
                .formatted(attribute));
      }
    }
  }

  static ArrayNode shown(User user) {
    return shown(user, Set.of());
  }

  /**
   * @param only the names to show; empty shows all
   */
  static ArrayNode shown(User user, Set<String> only) {
    var shown = JsonNodeFactory.instance.arrayNode();
    user.shownAttributes()
        .forEach(
            (name, value) -> {
              if (only.isEmpty() || only.contains(name)) {
                shown.addObject().put("Name", name).put("Value", value);
              }
            });
    return shown;
  }
}

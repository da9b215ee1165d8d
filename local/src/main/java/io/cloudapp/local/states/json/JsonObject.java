package io.cloudapp.local.states.json;

import java.util.LinkedHashMap;

/**
 * A JSON object in the order of its text. Whoever builds one stops changing it once it is handed
 * on, because states and branches share it.
 */
public final class JsonObject extends LinkedHashMap<String, Object> {

  private static final long serialVersionUID = 1L;

  /** Adds a field and answers the object, for building one in a single expression. */
  public JsonObject with(String name, Object value) {
    put(name, value);
    return this;
  }
}

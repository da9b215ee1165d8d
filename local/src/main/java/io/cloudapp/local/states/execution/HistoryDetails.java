package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.function.Supplier;

/** Details that events of several states have in common. */
final class HistoryDetails {

  static final Supplier<JsonObject> NONE = JsonObject::new;

  private HistoryDetails() {}

  static Supplier<JsonObject> iteration(String map, int index) {
    return () -> new JsonObject().with("index", index).with("name", map);
  }
}

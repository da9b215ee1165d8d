package io.cloudapp.local.states.execution;

import io.cloudapp.local.states.json.JsonObject;
import java.util.Optional;

/**
 * Where a state is executed: its chain of events, the variables it sees, and the item when it is
 * part of a Map. A branch gets the variables as they are; what it assigns stays in it.
 */
record Place(Trail trail, Variables variables, Optional<JsonObject> item) {

  Place with(Variables others) {
    return others == variables ? this : new Place(trail, others, item);
  }

  Place branch(long startedAt) {
    return new Place(new Trail(startedAt), variables, item);
  }

  Place iteration(Trail own, int index, Object value) {
    return new Place(
        own, variables, Optional.of(new JsonObject().with("Index", index).with("Value", value)));
  }
}

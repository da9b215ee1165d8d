package io.cloudapp.local.athena;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A workgroup.
 *
 * @param configuration as CreateWorkGroup takes it
 */
public record WorkGroup(
    String name, String description, ObjectNode configuration, Instant createdAt) {

  /** The one that every account has. */
  static final String PRIMARY = "primary";

  public WorkGroup {
    configuration = configuration.deepCopy();
  }

  /** Whether what it says goes before what a request says. */
  boolean enforces() {
    return configuration.path("EnforceWorkGroupConfiguration").asBoolean(true);
  }

  Optional<String> outputLocation() {
    return Optional.of(configuration.path("ResultConfiguration").path("OutputLocation").asText(""))
        .filter(location -> !location.isEmpty());
  }

  OptionalLong scanLimit() {
    var limit = configuration.path("BytesScannedCutoffPerQuery");
    return limit.isNumber() ? OptionalLong.of(limit.asLong()) : OptionalLong.empty();
  }
}

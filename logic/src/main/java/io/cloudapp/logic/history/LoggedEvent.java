package io.cloudapp.logic.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * One record of the log of an Express state machine.
 *
 * @param details as they were written: every scalar is a text, inputs and outputs are JSON texts
 */
record LoggedEvent(
    String executionArn, long id, String type, long previousId, Instant at, ObjectNode details) {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");
  private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,64}");

  /** The event of a record; empty when the record is none. */
  static Optional<LoggedEvent> read(String message) {
    try {
      return of(Json.mapper().readTree(message));
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<LoggedEvent> of(JsonNode record) {
    var id = number(record.path("id"));
    var previous = number(record.path("previous_event_id"));
    var millis = number(record.path("event_timestamp"));
    var type = record.path("type").asText("");
    var arn = record.path("execution_arn").asText("");
    if (id.isEmpty()
        || id.getAsLong() == 0
        || previous.isEmpty()
        || millis.isEmpty()
        || arn.isEmpty()
        || !TYPE.matcher(type).matches()) {
      return Optional.empty();
    }
    var details =
        record.path("details") instanceof ObjectNode given
            ? given
            : Json.mapper().createObjectNode();
    return Optional.of(
        new LoggedEvent(
            arn,
            id.getAsLong(),
            type,
            previous.getAsLong(),
            Instant.ofEpochMilli(millis.getAsLong()),
            details));
  }

  private static OptionalLong number(JsonNode node) {
    var text = node.asText("");
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}

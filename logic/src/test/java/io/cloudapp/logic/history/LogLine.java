package io.cloudapp.logic.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;

/** Makes records as Express state machines log them; every scalar is a text. */
final class LogLine {

  static final String ARN = "arn:aws:states:eu-west-1:000000000000:express:provision-instance:";

  private final ObjectNode record = Json.mapper().createObjectNode();
  private final ObjectNode details = Json.mapper().createObjectNode();

  private LogLine(String arn, long id, long previous, String type, long millis) {
    record.put("id", String.valueOf(id)).put("type", type).set("details", details);
    record
        .put("previous_event_id", String.valueOf(previous))
        .put("event_timestamp", String.valueOf(millis))
        .put("execution_arn", arn)
        .put("redrive_count", "0");
  }

  static LogLine of(String arn, long id, long previous, String type, long millis) {
    return new LogLine(arn, id, previous, type, millis);
  }

  LogLine named(String name) {
    details.put("name", name);
    return this;
  }

  LogLine with(String detail, String text) {
    details.put(detail, text);
    return this;
  }

  LogLine truncated(String detail) {
    details.putObject(detail + "Details").put("truncated", true);
    return this;
  }

  LogLine variable(String name, String json) {
    details.withObjectProperty("assignedVariables").put(name, json);
    return this;
  }

  String text() {
    return record.toString();
  }
}

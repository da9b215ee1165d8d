package io.cloudapp.local.states.execution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * One event of an execution's history.
 *
 * @param details may hold {@link Payload}s, whose text is only made when the record is written
 */
public record HistoryEvent(
    String executionArn, long id, long previousId, String type, Instant time, JsonObject details) {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final int SHOWN_AT_MOST = 248 * 1024;
  private static final Set<String> DATA = Set.of("input", "output", "assignedVariables");

  /**
   * The record of CloudWatch Logs for Express, where every scalar is a string.
   *
   * @param withData whether inputs and outputs are part of it
   */
  public String toLogRecord(boolean withData) {
    var text = new StringWriter(512);
    try (var json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("id", Long.toString(id));
      json.writeStringField("type", type);
      json.writeObjectFieldStart("details");
      for (var detail : details.entrySet()) {
        if (withData || !DATA.contains(detail.getKey())) {
          detail(json, detail.getKey(), detail.getValue());
        }
      }
      json.writeEndObject();
      json.writeStringField("previous_event_id", Long.toString(previousId));
      json.writeStringField("event_timestamp", Long.toString(time.toEpochMilli()));
      json.writeStringField("execution_arn", executionArn);
      json.writeStringField("redrive_count", "0");
      json.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void detail(JsonGenerator json, String name, Object value) throws IOException {
    switch (value) {
      case Payload payload when name.equals("parameters") ->
          json.writeStringField(name, payload.text());
      case Payload payload -> {
        var text = payload.text();
        var isTruncated = text.length() > SHOWN_AT_MOST;
        json.writeStringField(name, isTruncated ? text.substring(0, SHOWN_AT_MOST) : text);
        truncated(json, name, isTruncated);
      }
      case Map<?, ?> variables -> {
        json.writeObjectFieldStart(name);
        for (var variable : variables.entrySet()) {
          json.writeStringField((String) variable.getKey(), Json.write(variable.getValue()));
        }
        json.writeEndObject();
        truncated(json, name, false);
      }
      default -> json.writeStringField(name, String.valueOf(value));
    }
  }

  private static void truncated(JsonGenerator json, String name, boolean isTruncated)
      throws IOException {
    json.writeObjectFieldStart(name + "Details");
    json.writeBooleanField("truncated", isTruncated);
    json.writeEndObject();
  }
}

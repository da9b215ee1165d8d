package io.cloudapp.local.states.execution;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.JsonObject;
import io.cloudapp.local.states.json.Payload;
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

  private static final int SHOWN_AT_MOST = 248 * 1024;
  private static final Set<String> DATA =
      Set.of("input", "output", "parameters", "assignedVariables");

  /**
   * The record of CloudWatch Logs for Express, where every scalar is a string.
   *
   * @param withData whether inputs and outputs are part of it
   */
  public String toLogRecord(boolean withData) {
    var json = new StringBuilder(512);
    json.append("{\"id\":\"").append(id);
    json.append("\",\"type\":\"").append(type).append("\",\"details\":{");
    for (var detail : details.entrySet()) {
      if (withData || !DATA.contains(detail.getKey())) {
        detail(json, detail.getKey(), detail.getValue());
      }
    }
    json.append("},\"previous_event_id\":\"").append(previousId);
    json.append("\",\"event_timestamp\":\"").append(time.toEpochMilli());
    json.append("\",\"execution_arn\":");
    quoted(json, executionArn);
    return json.append(",\"redrive_count\":\"0\"}").toString();
  }

  private static void detail(StringBuilder json, String name, Object value) {
    named(json, name);
    switch (value) {
      case Payload payload when name.equals("parameters") -> quoted(json, payload.text());
      case Payload payload -> {
        var text = payload.text();
        var isTruncated = text.length() > SHOWN_AT_MOST;
        quoted(json, isTruncated ? text.substring(0, SHOWN_AT_MOST) : text);
        truncated(json, name, isTruncated);
      }
      case Map<?, ?> variables -> {
        json.append('{');
        for (var variable : variables.entrySet()) {
          named(json, (String) variable.getKey());
          quoted(json, Json.write(variable.getValue()));
        }
        json.append('}');
        truncated(json, name, false);
      }
      default -> quoted(json, String.valueOf(value));
    }
  }

  private static void truncated(StringBuilder json, String name, boolean isTruncated) {
    named(json, name + "Details");
    json.append("{\"truncated\":").append(isTruncated).append('}');
  }

  private static void named(StringBuilder json, String name) {
    if (json.charAt(json.length() - 1) != '{') {
      json.append(',');
    }
    quoted(json, name);
    json.append(':');
  }

  private static void quoted(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}

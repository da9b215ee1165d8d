package io.cloudapp.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Reads a group's lines page by page; a token holds the id of the line it stands at. */
final class LogReader {

  private static final JsonMapper JSON = new JsonMapper();
  private static final int EVENT_LIMIT = 10_000;
  private static final int PAGE_BYTES = 1_000_000;

  JsonNode get(LogGroup group, ObjectNode input) {
    var stream = input.path("logStreamName").asText("");
    knownStream(group, stream);
    long start = input.path("startTime").asLong(Long.MIN_VALUE);
    long end = input.path("endTime").asLong(Long.MAX_VALUE);
    var token = input.path("nextToken").asText("");
    boolean forward =
        token.isEmpty() ? input.path("startFromHead").asBoolean() : token.startsWith("f/");
    long position =
        token.isEmpty()
            ? (forward ? 0 : Long.MAX_VALUE)
            : position(token.replaceFirst("^[fb]/", ""));
    Predicate<LogEvent> wanted =
        event ->
            event.stream().equals(stream)
                && event.timestamp() >= start
                && event.timestamp() < end
                && (forward ? event.id() > position : event.id() < position);
    var events = page(forward ? group.events() : group.events().reversed(), wanted, limit(input));
    var chronological = forward ? events : events.reversed();

    var answer = JSON.createObjectNode();
    var list = answer.putArray("events");
    chronological.forEach(event -> write(event, list.addObject()));
    long first = chronological.isEmpty() ? position : chronological.getFirst().id();
    long last = chronological.isEmpty() ? position : chronological.getLast().id();
    return answer.put("nextForwardToken", "f/" + last).put("nextBackwardToken", "b/" + first);
  }

  JsonNode filter(LogGroup group, ObjectNode input) {
    var pattern = pattern(input.path("filterPattern").asText(""));
    long start = input.path("startTime").asLong(Long.MIN_VALUE);
    long end = input.path("endTime").asLong(Long.MAX_VALUE);
    var prefix = input.path("logStreamNamePrefix").asText("");
    Set<String> names = new HashSet<>();
    input.path("logStreamNames").forEach(name -> names.add(name.asText()));
    names.forEach(name -> knownStream(group, name));
    long position = position(input.path("nextToken").asText("0"));
    Predicate<LogEvent> wanted =
        event ->
            event.id() > position
                && event.timestamp() >= start
                && event.timestamp() <= end
                && event.stream().startsWith(prefix)
                && (names.isEmpty() || names.contains(event.stream()))
                && pattern.test(event.message());
    int limit = limit(input);
    var found = page(group.events(), wanted, limit + 1);
    boolean more = found.size() > limit || bytes(found) >= PAGE_BYTES;
    var events = found.size() > limit ? found.subList(0, limit) : found;

    var answer = JSON.createObjectNode();
    var list = answer.putArray("events");
    for (var event : events) {
      write(
          event,
          list.addObject()
              .put("logStreamName", event.stream())
              .put("eventId", String.format("%056d", event.id())));
    }
    answer.putArray("searchedLogStreams");
    if (more) {
      answer.put("nextToken", Long.toString(events.getLast().id()));
    }
    return answer;
  }

  static void knownStream(LogGroup group, String stream) {
    if (group.stream(stream).isEmpty()) {
      throw LogsService.missing("The specified log stream does not exist.");
    }
  }

  static long position(String token) {
    try {
      return Long.parseLong(token);
    } catch (NumberFormatException foreign) {
      throw new AwsError(400, "InvalidParameterException", "The specified nextToken is invalid.");
    }
  }

  private static List<LogEvent> page(List<LogEvent> events, Predicate<LogEvent> wanted, int limit) {
    var page = new ArrayList<LogEvent>();
    int bytes = 0;
    for (var event : events) {
      if (wanted.test(event)) {
        page.add(event);
        bytes += event.message().length();
        if (page.size() == limit || bytes >= PAGE_BYTES) {
          break;
        }
      }
    }
    return page;
  }

  private static int bytes(List<LogEvent> events) {
    return events.stream().mapToInt(event -> event.message().length()).sum();
  }

  private static int limit(ObjectNode input) {
    return Math.clamp(input.path("limit").asInt(EVENT_LIMIT), 1, EVENT_LIMIT);
  }

  private static Predicate<String> pattern(String text) {
    try {
      return FilterPattern.parse(text);
    } catch (IllegalArgumentException unreadable) {
      throw new AwsError(400, "InvalidParameterException", unreadable.getMessage());
    }
  }

  private static void write(LogEvent event, ObjectNode into) {
    into.put("timestamp", event.timestamp())
        .put("message", event.message())
        .put("ingestionTime", event.ingestionTime());
  }
}

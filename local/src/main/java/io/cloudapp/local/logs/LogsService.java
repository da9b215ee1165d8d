package io.cloudapp.local.logs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.JsonProtocol;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** CloudWatch Logs' API over the log store. */
public final class LogsService {

  private static final JsonMapper JSON = new JsonMapper();
  private static final String ARN = "arn:aws:logs:eu-west-1:000000000000:log-group:";
  private static final int DESCRIBE_LIMIT = 50;

  private final LogStore store;
  private final Clock clock;

  private LogsService(LogStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  public static JsonProtocol over(LogStore store, Clock clock) {
    var service = new LogsService(store, clock);
    var reader = new LogReader();
    return new JsonProtocol(
        "logs",
        "1.1",
        Map.of(
            "CreateLogGroup", service::createGroup,
            "DeleteLogGroup", service::deleteGroup,
            "DescribeLogGroups", service::describeGroups,
            "CreateLogStream", service::createStream,
            "DescribeLogStreams", service::describeStreams,
            "PutLogEvents", service::putEvents,
            "GetLogEvents", input -> reader.get(service.group(input), input),
            "FilterLogEvents", input -> reader.filter(service.group(input), input)));
  }

  private JsonNode createGroup(ObjectNode input) {
    if (!store.create(required(input, "logGroupName"))) {
      throw exists("The specified log group already exists");
    }
    return JSON.createObjectNode();
  }

  private JsonNode deleteGroup(ObjectNode input) {
    if (!store.delete(required(input, "logGroupName"))) {
      throw missing("The specified log group does not exist.");
    }
    return JSON.createObjectNode();
  }

  private JsonNode describeGroups(ObjectNode input) {
    var prefix = input.path("logGroupNamePrefix").asText("");
    var pattern = input.path("logGroupNamePattern").asText("");
    var groups =
        store.groups().stream()
            .filter(group -> group.name().startsWith(prefix) && group.name().contains(pattern));
    var answer = JSON.createObjectNode();
    var list = answer.putArray("logGroups");
    page(groups, input, answer)
        .forEach(
            group ->
                list.addObject()
                    .put("logGroupName", group.name())
                    .put("creationTime", group.creationTime())
                    .put("metricFilterCount", 0)
                    .put("arn", ARN + group.name() + ":*")
                    .put("logGroupArn", ARN + group.name())
                    .put("storedBytes", group.storedBytes())
                    .put("logGroupClass", "STANDARD"));
    return answer;
  }

  private JsonNode createStream(ObjectNode input) {
    if (!group(input).create(required(input, "logStreamName"), clock.millis())) {
      throw exists("The specified log stream already exists");
    }
    return JSON.createObjectNode();
  }

  private JsonNode describeStreams(ObjectNode input) {
    var group = group(input);
    var prefix = input.path("logStreamNamePrefix").asText("");
    var order =
        input.path("orderBy").asText("").equals("LastEventTime")
            ? Comparator.comparingLong(LogGroup.Stream::lastTimestamp)
                .thenComparing(LogGroup.Stream::name)
            : Comparator.comparing(LogGroup.Stream::name);
    var streams =
        group.streams().stream()
            .filter(stream -> stream.name().startsWith(prefix))
            .sorted(input.path("descending").asBoolean() ? order.reversed() : order);
    var answer = JSON.createObjectNode();
    var list = answer.putArray("logStreams");
    page(streams, input, answer).forEach(stream -> describe(group, stream, list.addObject()));
    return answer;
  }

  private static void describe(LogGroup group, LogGroup.Stream stream, ObjectNode into) {
    into.put("logStreamName", stream.name())
        .put("creationTime", stream.creationTime())
        .put("arn", ARN + group.name() + ":log-stream:" + stream.name())
        .put("storedBytes", 0);
    if (stream.lastTimestamp() > 0) {
      into.put("firstEventTimestamp", stream.firstTimestamp())
          .put("lastEventTimestamp", stream.lastTimestamp())
          .put("lastIngestionTime", stream.lastTimestamp());
    }
  }

  private JsonNode putEvents(ObjectNode input) {
    var group = group(input);
    var stream = required(input, "logStreamName");
    LogReader.knownStream(group, stream);
    long before = Long.MIN_VALUE;
    for (var event : input.path("logEvents")) {
      if (event.path("timestamp").asLong() < before) {
        throw new AwsError(
            400,
            "InvalidParameterException",
            "Log events in a single PutLogEvents request must be in chronological order.");
      }
      before = event.path("timestamp").asLong();
    }
    for (var event : input.path("logEvents")) {
      group.append(
          stream, event.path("timestamp").asLong(), clock.millis(), event.path("message").asText());
    }
    return JSON.createObjectNode().put("nextSequenceToken", "0");
  }

  private LogGroup group(ObjectNode input) {
    var name = input.path("logGroupName").asText(input.path("logGroupIdentifier").asText(""));
    if (name.startsWith(ARN)) {
      name = name.substring(ARN.length()).replaceFirst(":\\*$", "");
    }
    if (name.isEmpty()) {
      return store.find(required(input, "logGroupName")).orElseThrow();
    }
    return store.find(name).orElseThrow(() -> missing("The specified log group does not exist."));
  }

  /** One page of a list whose token is the number of entries before it. */
  private static <T> List<T> page(Stream<T> all, ObjectNode input, ObjectNode answer) {
    int limit = Math.clamp(input.path("limit").asInt(DESCRIBE_LIMIT), 1, DESCRIBE_LIMIT);
    long from = LogReader.position(input.path("nextToken").asText("0"));
    var entries = all.skip(from).limit(limit + 1L).toList();
    if (entries.size() <= limit) {
      return entries;
    }
    answer.put("nextToken", Long.toString(from + limit));
    return entries.subList(0, limit);
  }

  private static String required(ObjectNode input, String name) {
    var value = input.path(name).asText("");
    if (value.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidParameterException",
          "1 validation error detected: Value null at '"
              + name
              + "' failed to satisfy constraint: Member must not be null");
    }
    return value;
  }

  private static AwsError exists(String message) {
    return new AwsError(400, "ResourceAlreadyExistsException", message);
  }

  static AwsError missing(String message) {
    return new AwsError(400, "ResourceNotFoundException", message);
  }
}

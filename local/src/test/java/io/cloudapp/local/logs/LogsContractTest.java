package io.cloudapp.local.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudapp.local.endpoint.AwsUnderTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.InvalidParameterException;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogStream;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

class LogsContractTest {

  private static final long NOW = System.currentTimeMillis();
  private static AwsUnderTest aws;
  private static CloudWatchLogsClient logs;
  private final String group = AwsUnderTest.unique("/contract");

  @BeforeAll
  static void start() {
    var clock = Clock.systemUTC();
    aws = AwsUnderTest.with(LogsService.over(new LogStore(clock), clock));
    logs = aws.client(CloudWatchLogsClient.builder());
  }

  @AfterAll
  static void stop() {
    logs.close();
    aws.close();
  }

  @BeforeEach
  void create() {
    logs.createLogGroup(request -> request.logGroupName(group));
    logs.createLogStream(request -> request.logGroupName(group).logStreamName("one"));
  }

  @AfterEach
  void delete() {
    logs.deleteLogGroup(request -> request.logGroupName(group));
  }

  @Test
  void filtersJsonLinesByTheirFields() {
    put("one", "{\"type\":\"A\"}", "{\"type\":\"B\"}", "plain A");

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () -> assertThat(filter("{ $.type = \"A\" }")).containsExactly("{\"type\":\"A\"}"));
    assertThat(filter("plain")).containsExactly("plain A");
  }

  @Test
  void pagesForwardWithoutLosingOrDoublingALine() {
    put("one", IntStream.range(0, 7).mapToObj(number -> "line " + number).toArray(String[]::new));

    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(
                        logs.filterLogEventsPaginator(
                                request -> request.logGroupName(group).limit(3))
                            .events())
                    .extracting(FilteredLogEvent::message)
                    .containsExactly(
                        "line 0", "line 1", "line 2", "line 3", "line 4", "line 5", "line 6"));
  }

  @Test
  void readsAStreamFromItsEndAndBackwards() {
    put("one", "a", "b", "c");

    await().atMost(Duration.ofSeconds(20)).until(() -> filter("").size() == 3);
    var last =
        logs.getLogEvents(request -> request.logGroupName(group).logStreamName("one").limit(2));
    assertThat(last.events()).extracting(OutputLogEvent::message).containsExactly("b", "c");
    var before =
        logs.getLogEvents(
            request ->
                request
                    .logGroupName(group)
                    .logStreamName("one")
                    .nextToken(last.nextBackwardToken()));
    assertThat(before.events()).extracting(OutputLogEvent::message).containsExactly("a");
  }

  @Test
  void describesGroupsAndStreams() {
    logs.createLogStream(request -> request.logGroupName(group).logStreamName("two"));

    assertThat(logs.describeLogGroups(request -> request.logGroupNamePrefix(group)).logGroups())
        .singleElement()
        .satisfies(found -> assertThat(found.arn()).endsWith(":log-group:" + group + ":*"));
    assertThat(logs.describeLogStreams(request -> request.logGroupName(group)).logStreams())
        .extracting(LogStream::logStreamName)
        .containsExactly("one", "two");
  }

  @Test
  void refusesWhatDoesNotExistAndWhatExists() {
    assertThatThrownBy(() -> logs.createLogGroup(request -> request.logGroupName(group)))
        .isInstanceOf(ResourceAlreadyExistsException.class);
    assertThatThrownBy(
            () -> logs.filterLogEvents(request -> request.logGroupName(group + "-missing")))
        .isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> put("missing", "x")).isInstanceOf(ResourceNotFoundException.class);
    assertThatThrownBy(() -> filter("{ $.a = }")).isInstanceOf(InvalidParameterException.class);
  }

  private void put(String stream, String... lines) {
    logs.putLogEvents(
        request ->
            request
                .logGroupName(group)
                .logStreamName(stream)
                .logEvents(
                    Stream.of(lines)
                        .map(line -> InputLogEvent.builder().timestamp(NOW).message(line).build())
                        .toList()));
  }

  private List<String> filter(String pattern) {
    return logs
        .filterLogEvents(request -> request.logGroupName(group).filterPattern(pattern))
        .events()
        .stream()
        .map(FilteredLogEvent::message)
        .toList();
  }
}

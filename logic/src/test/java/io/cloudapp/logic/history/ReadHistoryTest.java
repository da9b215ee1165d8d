package io.cloudapp.logic.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cloudapp.core.history.ExecutionHistory;
import io.cloudapp.core.history.HistoryEvent;
import io.cloudapp.core.history.HistoryLog.State;
import io.cloudapp.logic.TestClock;
import io.cloudapp.logic.aws.AwsSettings;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.execution.StateMachineArns;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilterLogEventsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.FilteredLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineRequest;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.LogLevel;

final class ReadHistoryTest {

  private static final String ID = "01jd0000000000000000000001";
  private static final String ARN = LogLine.ARN + ID + ":run-1";
  private static final Instant REQUESTED = Instant.parse("2026-11-22T10:00:00Z");
  private static final long START = REQUESTED.toEpochMilli();
  private static final Jdbi JDBI = Jdbi.create(EmbeddedAurora.freshDataSource());

  private final SfnClient stepFunctions = mock(SfnClient.class);
  private final CloudWatchLogsClient logs = mock(CloudWatchLogsClient.class);
  private final List<FilterLogEventsRequest> searches = new ArrayList<>();

  @BeforeAll
  static void addExecution() {
    JDBI.useHandle(
        handle -> {
          handle.execute(
              "insert into users (id, username, created_at) values ('u1', 'ada', now())");
          handle.execute(
              """
              insert into executions (
                id, kind, state, user_id, idempotency_key, payload_hash, instance_id,
                configuration, configuration_version, requested_at, deadline)
              values (?, 'PROVISION', 'RUNNING', 'u1', 'k', '', 'i', 'nginx', 1,
                '2026-11-22T10:00:00Z', '2026-11-22T10:15:00Z')
              """,
              ID);
        });
  }

  @BeforeEach
  void describeTheMachine() {
    logs(LogLevel.ALL, true);
  }

  @Test
  void givesEachRecordOnceAndInItsOrder() {
    var lines = new ArrayList<>(aRun(ARN, START));
    Collections.shuffle(lines, new Random(7));
    answer(page("", lines));

    var history = read();

    assertThat(history.log().state()).isEqualTo(State.READ);
    assertThat(history.log().complete()).isTrue();
    assertThat(history.executionArns()).containsExactly(ARN);
    assertThat(history.runs()).hasSize(1);
    assertThat(events(history, 0)).extracting(HistoryEvent::id).containsExactly(ids(12));
    assertThat(events(history, 0))
        .extracting(HistoryEvent::type)
        .startsWith("ExecutionStarted", "PassStateEntered", "PassStateExited", "TaskStateEntered")
        .endsWith("TaskStateExited", "ExecutionSucceeded");
  }

  @Test
  void tellsTheStateOfEventsThatDoNotNameIt() {
    answer(page("", aRun(ARN, START)));

    assertThat(events(read(), 0))
        .extracting(HistoryEvent::name)
        .containsExactly("", "Take", "Take", "Do", "Do", "Do", "Do", "Do", "Do", "Do", "Do", "");
  }

  @Test
  void tellsTheStateAroundBranchesAndOfWhatTheyInterrupted() {
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").text(),
                line(2, 0, "ParallelStateEntered").named("Both").text(),
                line(3, 2, "ParallelStateStarted").text(),
                line(4, 3, "TaskStateEntered").named("Left").text(),
                line(5, 3, "WaitStateEntered").named("Right").text(),
                line(6, 4, "TaskScheduled").text(),
                line(7, 6, "TaskFailed").with("error", "E").text(),
                line(8, 7, "WaitStateAborted").text(),
                line(9, 7, "ParallelStateFailed").text(),
                line(10, 9, "ParallelStateExited").named("Both").text())));

    assertThat(events(read(), 0))
        .extracting(HistoryEvent::name)
        .containsExactly(
            "", "Both", "Both", "Left", "Right", "Left", "Left", "Right", "Both", "Both");
  }

  @Test
  void searchesOnlyForThisExecutionAndOnlyAroundItsTime() {
    answer(page("", aRun(ARN, START)));

    read();

    var search = searches.getFirst();
    assertThat(search.logGroupName()).isEqualTo("/aws/vendedlogs/states/provision-instance");
    assertThat(search.filterPattern()).isEqualTo("\"provision-instance:" + ID + ":\"");
    assertThat(search.startTime()).isEqualTo(START - 60_000);
    assertThat(search.endTime()).isEqualTo(START + 30 * 60_000);
  }

  @Test
  void leavesOutRecordsThatOnlyMentionTheExecution() {
    var other = LogLine.ARN + "01jd0000000000000000000002:run-1";
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").text(),
                LogLine.of(other, 1, 0, "ExecutionStarted", START).with("cause", ARN).text())));

    assertThat(read().runs()).hasSize(1);
  }

  @Test
  void showsRunsOfSeveralStartsApart() {
    var second = LogLine.ARN + ID + ":run-2";
    var lines = new ArrayList<>(aRun(second, START + 5_000));
    lines.addAll(aRun(ARN, START));
    answer(page("", lines));

    var history = read();

    assertThat(history.executionArns()).containsExactlyInAnyOrder(ARN, second);
    assertThat(history.runs()).extracting(run -> run.executionArn()).containsExactly(ARN, second);
    assertThat(history.runs()).noneMatch(run -> run.interleaved());
  }

  @Test
  void showsARestartedRunApartFromTheOneThatBrokeOff() {
    var lines = new ArrayList<>(aRun(ARN, START).subList(0, 6));
    lines.addAll(aRun(ARN, START + 5_000));
    answer(page("", lines));

    var history = read();

    assertThat(history.runs()).extracting(run -> run.events().size()).containsExactly(6, 12);
    assertThat(history.runs()).noneMatch(run -> run.interleaved());
    assertThat(events(history, 1).getFirst().at()).isEqualTo(REQUESTED.plusSeconds(5));
  }

  @Test
  void tellsARestartFromADoubleEvenWithinAMillisecond() {
    var lines = new ArrayList<>(aRun(ARN, START).subList(0, 6));
    lines.addAll(aRun(ARN, START + 50));
    answer(page("", lines));

    var history = read();

    assertThat(history.runs()).extracting(run -> run.events().size()).containsExactly(6, 12);
    assertThat(history.runs()).noneMatch(run -> run.interleaved());
  }

  @Test
  void showsDoubledRunsApartAndSaysThatTheyMeet() {
    var lines = new ArrayList<String>();
    var first = aRun(ARN, START);
    var second = aRun(ARN, START + 3);
    IntStream.range(0, 12).forEach(n -> lines.addAll(List.of(first.get(n), second.get(n))));
    answer(page("", lines));

    var history = read();

    assertThat(history.runs()).hasSize(2).allMatch(run -> run.interleaved());
    assertThat(history.executionArns()).containsExactly(ARN);
    for (var run : history.runs()) {
      assertThat(run.events()).extracting(HistoryEvent::id).containsExactly(ids(12));
    }
    assertThat(events(history, 0)).allMatch(event -> event.at().toEpochMilli() % 10 == 0);
  }

  @Test
  void countsRecordsThatAreNoEvents() {
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").text(),
                "{\"id\":\"2\",\"type\":\"TaskScheduled\"" + ARN,
                line(0, 0, "ExecutionStarted").text(),
                LogLine.of(ARN, 3, 2, "<script>", START).text(),
                "null",
                "{\"id\":\"NaN\",\"execution_arn\":\"" + ARN + "\"}")));

    var history = read();

    assertThat(history.log().unreadable()).isEqualTo(5);
    assertThat(events(history, 0)).hasSize(1);
  }

  @Test
  void givesTheMachineOfAnExecutionThatNeverStarted() {
    answer(page("", List.of()));

    var history = read();

    assertThat(history.runs()).isEmpty();
    assertThat(history.log().state()).isEqualTo(State.READ);
    assertThat(history.definition().orElseThrow().path("StartAt").asText()).isEqualTo("Take");
    assertThat(history.userId()).isEqualTo("u1");
  }

  @Test
  void knowsNoExecutionOfAnotherId() {
    for (var id : List.of("", "nobody", ID.toUpperCase(), "' or '1'='1", "a\0b", "../" + ID)) {
      assertThat(reader().read(id)).as(id).isEmpty();
    }
  }

  @Test
  void saysThatTheLogGroupIsGone() {
    when(logs.filterLogEvents(any(FilterLogEventsRequest.class)))
        .thenThrow(ResourceNotFoundException.builder().message("gone").build());

    var history = read();

    assertThat(history.log().state()).isEqualTo(State.MISSING);
    assertThat(history.definition()).isPresent();
  }

  @Test
  void saysThatTheMachineDoesNotLogEveryEvent() {
    logs(LogLevel.ERROR, true);

    assertThat(read().log().state()).isEqualTo(State.NOT_KEPT);
    assertThat(searches).isEmpty();
  }

  @Test
  void saysThatAwsIsSilent() {
    when(logs.filterLogEvents(any(FilterLogEventsRequest.class)))
        .thenThrow(SdkClientException.create("no answer"));
    assertThat(read().log().state()).isEqualTo(State.UNAVAILABLE);

    when(stepFunctions.describeStateMachine(any(Consumer.class)))
        .thenThrow(SdkClientException.create("no answer"));
    var history = read();
    assertThat(history.log().state()).isEqualTo(State.UNAVAILABLE);
    assertThat(history.definition()).isEmpty();
  }

  @Test
  void followsThePagesOfTheLogAlsoTheEmptyOnes() {
    var lines = aRun(ARN, START);
    answer(page("a", lines.subList(0, 5)), page("b", List.of()), page("", lines.subList(5, 12)));

    assertThat(events(read(), 0)).hasSize(12);
    assertThat(searches)
        .extracting(FilterLogEventsRequest::nextToken)
        .containsExactly(null, "a", "b");
  }

  @Test
  void stopsReadingALogThatHasNoEnd() {
    answer(page("again", List.of()));

    var history = read();

    assertThat(history.log().complete()).isFalse();
    assertThat(searches).hasSize(LogRecords.PAGES_AT_MOST);
  }

  @Test
  void givesDataAsJson() {
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").with("input", "{\"executionId\": \"x\"}").text(),
                line(2, 0, "PassStateExited")
                    .named("Take")
                    .with("output", "[1, 2]")
                    .variable("latest", "12")
                    .text())));

    var events = events(read(), 0);

    assertThat(events.get(0).details().at("/input/executionId").asText()).isEqualTo("x");
    assertThat(events.get(1).details().path("output")).hasSize(2);
    assertThat(events.get(1).details().at("/assignedVariables/latest").asInt()).isEqualTo(12);
  }

  @Test
  void namesDataThatIsTooLongInsteadOfShowingIt() {
    var longText = '"' + "x".repeat(EventDetails.LONGEST_VALUE) + '"';
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").with("input", longText).text(),
                line(2, 0, "PassStateExited")
                    .named("Take")
                    .with("output", "{\"cut\": \"of")
                    .truncated("output")
                    .text())));

    var events = events(read(), 0);

    assertThat(events).allMatch(event -> !event.details().has("input"));
    assertThat(events.get(0).details().path("truncated").path(0).asText()).isEqualTo("input");
    assertThat(events.get(1).details().path("truncated").path(0).asText()).isEqualTo("output");
  }

  @Test
  void staysWithinWhatLambdaMayAnswer() {
    var lines = new ArrayList<String>();
    var data = '"' + "y".repeat(EventDetails.LONGEST_VALUE - 10) + '"';
    for (var id = 1; id <= 1_000; id++) {
      lines.add(line(id, id - 1, "PassStateEntered").named("A").with("input", data).text());
    }
    answer(page("", lines));

    var shown =
        events(read(), 0).stream().mapToInt(event -> event.details().toString().length()).sum();

    assertThat(shown).isLessThan(EventDetails.LONGEST_ANSWER + 100_000);
  }

  @Test
  void showsNoDataWhereTheMachineLogsNone() {
    logs(LogLevel.ALL, false);
    answer(
        page(
            "",
            List.of(
                line(1, 0, "ExecutionStarted").with("input", "{\"password\":\"p4ss\"}").text(),
                line(2, 1, "TaskScheduled").with("parameters", "{\"q\":\"hidden\"}").text(),
                line(3, 2, "ExecutionFailed").with("error", "E").with("cause", "why").text())));

    var history = read();

    assertThat(history.log().showsData()).isFalse();
    assertThat(history.toString()).doesNotContain("p4ss", "hidden");
    assertThat(events(history, 0).getLast().details().path("cause").asText()).isEqualTo("why");
  }

  @Test
  void linksToTheRecordsInTheConsole() {
    answer(page("", List.of()));

    assertThat(read().log().url())
        .startsWith(
            "https://eu-west-1.console.aws.amazon.com/cloudwatch/home?region=eu-west-1#logsV2:"
                + "log-groups/log-group/$252Faws$252Fvendedlogs$252Fstates$252Fprovision-instance"
                + "/log-events$3FfilterPattern$3D$2522provision-instance$253A")
        .endsWith("$26start$3D" + (START - 60_000) + "$26end$3D" + (START + 30 * 60_000));
    assertThat(reader(Optional.of(URI.create("http://localhost:8090"))).read(ID).orElseThrow())
        .satisfies(
            history ->
                assertThat(history.log().url())
                    .isEqualTo(
                        "http://localhost:8090/logs?group=%2Faws%2Fvendedlogs%2Fstates"
                            + "%2Fprovision-instance&text=provision-instance%3A"
                            + ID
                            + "%3A"));
  }

  /** A Pass and a Task that fails once and is tried again. */
  private static List<String> aRun(String arn, long millis) {
    return List.of(
        LogLine.of(arn, 1, 0, "ExecutionStarted", millis).text(),
        LogLine.of(arn, 2, 0, "PassStateEntered", millis + 10).named("Take").text(),
        LogLine.of(arn, 3, 2, "PassStateExited", millis + 20).named("Take").text(),
        LogLine.of(arn, 4, 3, "TaskStateEntered", millis + 30).named("Do").text(),
        LogLine.of(arn, 5, 4, "TaskScheduled", millis + 40).text(),
        LogLine.of(arn, 6, 5, "TaskStarted", millis + 50).text(),
        LogLine.of(arn, 7, 6, "TaskFailed", millis + 60).with("error", "E").text(),
        LogLine.of(arn, 8, 7, "TaskScheduled", millis + 1_000).text(),
        LogLine.of(arn, 9, 8, "TaskStarted", millis + 1_010).text(),
        LogLine.of(arn, 10, 9, "TaskSucceeded", millis + 1_020).text(),
        LogLine.of(arn, 11, 10, "TaskStateExited", millis + 1_030).named("Do").text(),
        LogLine.of(arn, 12, 11, "ExecutionSucceeded", millis + 1_040).text());
  }

  private static LogLine line(long id, long previous, String type) {
    return LogLine.of(ARN, id, previous, type, START + id);
  }

  private static Long[] ids(int last) {
    return IntStream.rangeClosed(1, last).mapToObj(Long::valueOf).toArray(Long[]::new);
  }

  private static List<HistoryEvent> events(ExecutionHistory history, int run) {
    return history.runs().get(run).events();
  }

  private ExecutionHistory read() {
    return reader().read(ID).orElseThrow();
  }

  private ReadHistory reader() {
    return reader(Optional.empty());
  }

  private ReadHistory reader(Optional<URI> console) {
    return new ReadHistory(
        new TracedExecutions(JDBI),
        new StateMachineArns(
            machine("login"), machine("provision-instance"), machine("stop-instance")),
        new Machines(stepFunctions),
        new LogRecords(logs, new TestClock()),
        new LogLinks(
            new AwsSettings("eu-west-1", Optional.empty()), new LogConsoleSettings(console)));
  }

  private static String machine(String name) {
    return "arn:aws:states:eu-west-1:000000000000:stateMachine:" + name;
  }

  private void logs(LogLevel level, boolean withData) {
    var group = "arn:aws:logs:eu-west-1:000000000000:log-group:/aws/vendedlogs/states/";
    var answer =
        DescribeStateMachineResponse.builder()
            .definition("{\"StartAt\":\"Take\",\"States\":{}}")
            .loggingConfiguration(
                logging ->
                    logging
                        .level(level)
                        .includeExecutionData(withData)
                        .destinations(
                            destination ->
                                destination.cloudWatchLogsLogGroup(
                                    target -> target.logGroupArn(group + "provision-instance:*"))))
            .build();
    when(stepFunctions.describeStateMachine(any(Consumer.class))).thenReturn(answer);
    when(stepFunctions.describeStateMachine(any(DescribeStateMachineRequest.class)))
        .thenReturn(answer);
  }

  private static FilterLogEventsResponse page(String next, List<String> messages) {
    return FilterLogEventsResponse.builder()
        .events(
            messages.stream()
                .map(
                    message ->
                        FilteredLogEvent.builder()
                            .eventId(String.valueOf(System.identityHashCode(message)))
                            .message(message)
                            .build())
                .toList())
        .nextToken(next.isEmpty() ? null : next)
        .build();
  }

  private void answer(FilterLogEventsResponse... pages) {
    var left = new ArrayList<>(Arrays.asList(pages));
    when(logs.filterLogEvents(any(FilterLogEventsRequest.class)))
        .thenAnswer(
            call -> {
              searches.add(call.getArgument(0));
              return left.size() > 1 ? left.removeFirst() : left.getFirst();
            });
  }
}

package io.cloudapp.logic.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloudapp.core.statistics.Period;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.TestClock;
import io.cloudapp.logic.statistics.Statement.Query;
import io.cloudapp.logic.statistics.UsageQueries.Answer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsRequest;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;

@SuppressWarnings("unchecked")
class AthenaQueriesTest {

  private static final Duration PATIENCE = Duration.ofMillis(400);

  private final AthenaClient athena = mock(AthenaClient.class);
  private final TestClock clock = new TestClock();
  private final StatisticsSettings settings =
      new StatisticsSettings("cloudapp", "cloudapp", PATIENCE, Duration.ofMinutes(5));
  private final AthenaQueries queries =
      new AthenaQueries(
          new AthenaRun(athena, settings), settings, new InstallSettings("test"), clock);
  private final List<StartQueryExecutionRequest> started = new CopyOnWriteArrayList<>();
  private final CountDownLatch hold = new CountDownLatch(1);

  @BeforeEach
  void answer() {
    when(athena.startQueryExecution(any(Consumer.class)))
        .thenAnswer(
            call -> {
              var request = StartQueryExecutionRequest.builder();
              call.getArgument(0, Consumer.class).accept(request);
              started.add(request.build());
              return StartQueryExecutionResponse.builder()
                  .queryExecutionId("q-" + started.size())
                  .build();
            });
    states(QueryExecutionState.RUNNING, QueryExecutionState.SUCCEEDED);
    when(athena.getQueryResults(any(Consumer.class)))
        .thenAnswer(
            call -> {
              var request = GetQueryResultsRequest.builder();
              call.getArgument(0, Consumer.class).accept(request);
              return request.build().nextToken() == null
                  ? page("more", row("piece", "people"), row("2026-11-01", "3"))
                  : page(null, row(null, "7"));
            });
  }

  @AfterEach
  void letGo() {
    hold.countDown();
  }

  @Test
  void readsAllPagesWithoutTheColumnNames() {
    var answer = queries.ask(question(1));

    assertThat(answer).isInstanceOf(Answer.Given.class);
    assertThat(((Answer.Given) answer).rows())
        .extracting(io.cloudapp.logic.statistics.Row::cells)
        .containsExactly(
            List.of(Optional.of("2026-11-01"), Optional.of("3")),
            List.of(Optional.empty(), Optional.of("7")));
  }

  @Test
  void sendsWhatChangesAsParametersAndReusesForFiveMinutes() {
    queries.ask(question(1));

    var request = started.getFirst();
    assertThat(request.queryString()).isEqualTo(Statement.ACTIVE_USERS.sql());
    assertThat(request.executionParameters())
        .containsExactly("'2026-11-01'", "'2026-11-01'", "'day'");
    assertThat(request.workGroup()).isEqualTo("cloudapp");
    assertThat(request.queryExecutionContext().database()).isEqualTo("cloudapp");
    var reuse = request.resultReuseConfiguration().resultReuseByAgeConfiguration();
    assertThat(reuse.enabled()).isTrue();
    assertThat(reuse.maxAgeInMinutes()).isEqualTo(5);
  }

  @Test
  void asksTheSameQuestionWithTheSameTokenUntilItsAnswerIsTooOld() {
    queries.ask(question(1));
    queries.ask(question(1));
    queries.ask(question(2));
    clock.advance(Duration.ofMinutes(5));
    queries.ask(question(1));

    var tokens = started.stream().map(StartQueryExecutionRequest::clientRequestToken).toList();
    assertThat(tokens).hasSize(4).allMatch(token -> token.length() >= 32 && token.length() <= 128);
    assertThat(tokens.get(0)).isEqualTo(tokens.get(1));
    assertThat(List.of(tokens.get(0), tokens.get(2), tokens.get(3))).doesNotHaveDuplicates();
  }

  @Test
  void isLateWhenAthenaIsSlowAndTheQueryGoesOn() {
    holdStates();

    var begin = System.nanoTime();
    assertThat(queries.ask(question(1))).isInstanceOf(Answer.Late.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PATIENCE.multipliedBy(3));

    hold.countDown();
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(() -> assertThat(queries.ask(question(1))).isInstanceOf(Answer.Given.class));
  }

  @Test
  void startsOneQueryForAllWhoAskMeanwhile() {
    holdStates();

    queries.ask(question(1));
    queries.ask(question(1));

    assertThat(started).hasSize(1);
  }

  @Test
  void failsAtOnceWhenAthenaCannotBeAsked() {
    when(athena.startQueryExecution(any(Consumer.class)))
        .thenThrow(SdkClientException.create("connection refused"));

    assertThat(queries.ask(question(1))).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void stopsAQueryThatNobodyWaitsForAnyMore() {
    states(QueryExecutionState.RUNNING);
    var impatient =
        new AthenaQueries(
            new AthenaRun(athena, settings, Duration.ZERO),
            settings,
            new InstallSettings("test"),
            clock);

    impatient.ask(question(1));

    verify(athena, timeout(10_000)).stopQueryExecution(any(Consumer.class));
  }

  @Test
  void triesAnotherTokenOnlyWhenAthenaItselfWasAtFault() {
    when(athena.getQueryExecution(any(Consumer.class)))
        .thenReturn(failed(true), state(QueryExecutionState.SUCCEEDED));

    assertThat(queries.ask(question(1))).isInstanceOf(Answer.Given.class);
    assertThat(started.stream().map(StartQueryExecutionRequest::clientRequestToken).distinct())
        .hasSize(2);

    when(athena.getQueryExecution(any(Consumer.class))).thenReturn(failed(false));

    assertThat(queries.ask(question(2))).isInstanceOf(Answer.Failed.class);
    assertThat(started).hasSize(3);
  }

  @Test
  void givesUpAfterThreeQueriesThatFailed() {
    when(athena.getQueryExecution(any(Consumer.class))).thenReturn(failed(true));

    assertThat(queries.ask(question(1))).isInstanceOf(Answer.Failed.class);
    assertThat(started).hasSize(3);
  }

  @Test
  void makesNobodyWaitForMoreThanAthenaTakesAtOnce() {
    holdStates();
    for (int day = 1; day <= 16; day++) {
      var question = question(day);
      Thread.ofVirtual().start(() -> queries.ask(question));
    }
    await().atMost(Duration.ofSeconds(10)).until(() -> started.size() == 16);

    assertThat(queries.ask(question(17))).isInstanceOf(Answer.Late.class);
    assertThat(started).hasSize(16);
  }

  private static Query question(int day) {
    var from = LocalDate.of(2026, 11, day);
    return Statement.ACTIVE_USERS.with(Literal.of(from), Literal.of(from), Literal.of(Period.DAY));
  }

  private void states(QueryExecutionState... states) {
    var responses = List.of(states).stream().map(AthenaQueriesTest::state).toList();
    when(athena.getQueryExecution(any(Consumer.class)))
        .thenReturn(
            responses.getFirst(),
            responses.subList(1, responses.size()).toArray(GetQueryExecutionResponse[]::new));
  }

  private void holdStates() {
    when(athena.getQueryExecution(any(Consumer.class)))
        .thenAnswer(
            call ->
                state(
                    hold.getCount() > 0
                        ? QueryExecutionState.RUNNING
                        : QueryExecutionState.SUCCEEDED));
  }

  private static GetQueryExecutionResponse state(QueryExecutionState state) {
    return GetQueryExecutionResponse.builder()
        .queryExecution(execution -> execution.status(status -> status.state(state)))
        .build();
  }

  private static GetQueryExecutionResponse failed(boolean retryable) {
    return GetQueryExecutionResponse.builder()
        .queryExecution(
            execution ->
                execution.status(
                    status ->
                        status
                            .state(QueryExecutionState.FAILED)
                            .stateChangeReason("a worker was lost")
                            .athenaError(error -> error.retryable(retryable))))
        .build();
  }

  private static GetQueryResultsResponse page(String next, Row... rows) {
    return GetQueryResultsResponse.builder()
        .resultSet(results -> results.rows(rows))
        .nextToken(next)
        .build();
  }

  private static Row row(String... cells) {
    return Row.builder()
        .data(Arrays.stream(cells).map(cell -> Datum.builder().varCharValue(cell).build()).toList())
        .build();
  }
}

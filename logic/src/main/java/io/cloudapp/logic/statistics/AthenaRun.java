package io.cloudapp.logic.statistics;

import io.cloudapp.logic.statistics.Statement.Query;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecution;

/** One query from its start to its rows. */
@Singleton
final class AthenaRun {

  private static final Logger LOG = LoggerFactory.getLogger(AthenaRun.class);

  /** Whoever waited for it is long gone, and it costs by what it reads. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  /** A query that failed by Athena's own fault keeps its token; the next one has another. */
  private static final int ATTEMPTS = 3;

  /** Athena's pages. */
  private static final int PAGE = 1000;

  /** No statement of ours has so many. */
  private static final int MAXIMUM_ROWS = 10_000;

  private final AthenaClient athena;
  private final StatisticsSettings settings;
  private final Duration longest;

  @Inject
  AthenaRun(AthenaClient athena, StatisticsSettings settings) {
    this(athena, settings, LONGEST);
  }

  /**
   * @param longest when a query is stopped
   */
  AthenaRun(AthenaClient athena, StatisticsSettings settings, Duration longest) {
    this.athena = athena;
    this.settings = settings;
    this.longest = longest;
  }

  /**
   * The rows without the line of column names.
   *
   * @param token the same token means the same query, which is then not run again
   * @throws SdkException when Athena cannot be asked
   * @throws QueryFailed when it was asked and has no answer
   */
  List<Row> rows(Query query, String token) throws InterruptedException {
    for (var attempt = 1; ; attempt++) {
      var id = start(query, "%s-%d".formatted(token, attempt));
      var ended = await(id);
      switch (ended.status().state()) {
        case SUCCEEDED -> {
          return read(id);
        }
        case FAILED, CANCELLED -> {
          if (attempt == ATTEMPTS || !isAthenasFault(ended)) {
            throw new QueryFailed(ended.status().stateChangeReason());
          }
          LOG.info("Query {} failed and is tried again: {}", id, reason(ended));
        }
        default -> throw new QueryFailed("It is in state " + ended.status().stateAsString());
      }
    }
  }

  private String start(Query query, String token) {
    var minutes = (int) settings.reuse().toMinutes();
    return athena
        .startQueryExecution(
            request ->
                request
                    .queryString(query.statement().sql())
                    .executionParameters(query.literals())
                    .clientRequestToken(token)
                    .workGroup(settings.workgroup())
                    .queryExecutionContext(context -> context.database(settings.database()))
                    .resultReuseConfiguration(
                        reuse ->
                            reuse.resultReuseByAgeConfiguration(
                                age -> age.enabled(minutes > 0).maxAgeInMinutes(minutes))))
        .queryExecutionId();
  }

  private QueryExecution await(String id) throws InterruptedException {
    var deadline = System.nanoTime() + longest.toNanos();
    var pause = FIRST_PAUSE;
    while (true) {
      var execution =
          athena.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution();
      switch (execution.status().state()) {
        case QUEUED, RUNNING -> {}
        default -> {
          return execution;
        }
      }
      if (System.nanoTime() > deadline) {
        athena.stopQueryExecution(request -> request.queryExecutionId(id));
        throw new QueryFailed("It took longer than " + longest);
      }
      Thread.sleep(pause);
      pause = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
    }
  }

  private List<Row> read(String id) {
    var rows = new ArrayList<Row>();
    Optional<String> next = Optional.empty();
    do {
      var from = next.orElse(null);
      var page =
          athena.getQueryResults(
              request -> request.queryExecutionId(id).maxResults(PAGE).nextToken(from));
      page.resultSet().rows().forEach(row -> rows.add(row(row.data())));
      next = Optional.ofNullable(page.nextToken());
    } while (next.isPresent() && rows.size() < MAXIMUM_ROWS);
    return rows.subList(1, rows.size());
  }

  private static Row row(List<Datum> data) {
    return new Row(data.stream().map(datum -> Optional.ofNullable(datum.varCharValue())).toList());
  }

  private static boolean isAthenasFault(QueryExecution failed) {
    var error = failed.status().athenaError();
    return error != null && Boolean.TRUE.equals(error.retryable());
  }

  private static String reason(QueryExecution failed) {
    return Optional.ofNullable(failed.status().stateChangeReason()).orElse("no reason given");
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** A query that Athena ended without an answer. */
  static final class QueryFailed extends RuntimeException {
    QueryFailed(String reason) {
      super(reason);
    }
  }
}

package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.Estimate;
import io.cloudapp.core.execution.ExecutionFilter;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionList;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.execution.UnfinishedExecutions.Unfinished;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ReadExecutionTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  private final ExecutionDatabase database = ExecutionDatabase.shared();
  private final Caller user = database.aUser(100);
  private final String nginx = database.aConfiguration(true);

  @Test
  void showsAStrangersExecutionAsLittleAsNone() {
    var id = database.aProvision(user, nginx);

    assertThat(now(database.aUser(1), id)).isEmpty();
    assertThat(now(user, database.ids.next())).isEmpty();
    assertThat(now(user, "a\0b")).isEmpty();
  }

  @Test
  void showsEveryExecutionToAnAdmin() {
    var id = database.aProvision(user, nginx);

    assertThat(now(database.anAdmin(), id)).isPresent();
  }

  @Test
  @Timeout(15)
  void answersAtTheNextChange() throws Exception {
    var id = database.aProvision(user, nginx);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var waiting =
          CompletableFuture.supplyAsync(
              () -> database.readExecution.read(user, id, LONG, OptionalLong.empty()), threads);
      await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> {
                // Claiming again changes the version again, so no change can be too early.
                database.claimRequest.claim(id);
                return waiting.isDone();
              });

      assertThat(waiting.get().orElseThrow().execution().state()).isEqualTo(ExecutionState.RUNNING);
    }
  }

  @Test
  void answersWhenTheWaitIsOver() {
    var id = database.aProvision(user, nginx);
    var before = System.nanoTime();

    var read = database.readExecution.read(user, id, Duration.ofMillis(600), OptionalLong.empty());

    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isBetween(Duration.ofMillis(600), Duration.ofSeconds(10));
    assertThat(read.orElseThrow().execution().state()).isEqualTo(ExecutionState.ACCEPTED);
  }

  @Test
  @Timeout(10)
  void doesNotWaitForTheChangeThatTheCallerHasMissed() {
    var id = database.aProvision(user, nginx);
    var seen = now(user, id).orElseThrow().version();
    database.claimRequest.claim(id);

    var read = database.readExecution.read(user, id, LONG, OptionalLong.of(seen));

    assertThat(read.orElseThrow().execution().state()).isEqualTo(ExecutionState.RUNNING);
  }

  @Test
  @Timeout(10)
  void doesNotWaitOnceAnExecutionIsOver() {
    var id = database.aProvision(user, nginx);
    database.unfinishedExecutions.fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late."));

    var read = database.readExecution.read(user, id, LONG, OptionalLong.empty());

    assertThat(read.orElseThrow().execution().problem()).isPresent();
  }

  @Test
  void listsOnlyOnesOwnExecutions() {
    var own = database.aProvision(user, nginx);
    database.aProvision(database.aUser(1), nginx);

    var page = list(user, Optional.empty(), 50);

    assertThat(page.items()).extracting(Execution::id).containsExactly(own);
    assertThat(page.next()).isEmpty();
  }

  @Test
  void listsEveryonesExecutionsForAnAdmin() {
    var first = database.aProvision(user, nginx);
    var second = database.aProvision(database.aUser(1), nginx);

    var page = list(database.anAdmin(), Optional.empty(), 2);

    assertThat(page.items()).extracting(Execution::id).containsExactly(second, first);
    assertThat(page.next()).contains(first);
  }

  @Test
  void pagesThroughAllExecutionsTheNewestFirst() {
    var ids = new ArrayList<String>();
    for (var count = 0; count < 7; count++) {
      ids.add(database.aProvision(user, nginx));
    }
    Collections.reverse(ids);

    var seen = new ArrayList<String>();
    var next = Optional.<String>empty();
    var sizes = new ArrayList<Integer>();
    do {
      var page = list(user, next, 3);
      page.items().forEach(execution -> seen.add(execution.id()));
      sizes.add(page.items().size());
      next = page.next();
    } while (next.isPresent());

    assertThat(seen).isEqualTo(ids);
    assertThat(sizes).isEqualTo(List.of(3, 3, 1));
  }

  @Test
  void hasNothingAfterAnUnknownExecution() {
    database.aProvision(user, nginx);

    assertThat(list(user, Optional.of("a\0b"), 3).items()).isEmpty();
  }

  @Test
  void estimatesByHandUntilThereAreFiveRuns() {
    var id = database.aProvision(user, nginx);
    for (var run = 0; run < 4; run++) {
      database.aSuccessfulRun(user, ExecutionKind.PROVISION, nginx, 7);
    }

    assertThat(estimate(id)).isEqualTo(new Estimate(60, 120));
  }

  @Test
  void learnsTheEstimateFromRunsOfTheSameConfigurationAndKind() {
    var id = database.aProvision(user, nginx);
    for (var seconds = 1; seconds <= 21; seconds++) {
      database.aSuccessfulRun(user, ExecutionKind.PROVISION, nginx, seconds);
      database.aSuccessfulRun(user, ExecutionKind.STOP, nginx, 500);
      database.aSuccessfulRun(user, ExecutionKind.PROVISION, database.aConfiguration(true), 900);
    }

    assertThat(estimate(id)).isEqualTo(new Estimate(11, 20));
  }

  @Test
  void claimsTheSameWorkForADoubledRun() {
    var id = database.aProvision(user, nginx);

    var first = database.claimRequest.claim(id);
    var second = database.claimRequest.claim(id);

    assertThat(first).isEqualTo(second).isInstanceOf(Claim.Proceed.class);
    assertThat(((Claim.Proceed) first).requestedBy()).isEqualTo(user.username());
  }

  @Test
  void claimsNothingOfAnExecutionThatIsOverOrUnknown() {
    var id = database.aProvision(user, nginx);
    database.unfinishedExecutions.fail(id, Problem.of(ProblemType.DEADLINE_PASSED, "Too late."));

    assertThat(database.claimRequest.claim(id)).isEqualTo(new Claim.Nothing());
    assertThat(database.claimRequest.claim(database.ids.next())).isEqualTo(new Claim.Nothing());
  }

  @Test
  void findsWhatIsUnfinishedAndEndsItOnce() {
    var id = database.aProvision(user, nginx);
    assertThat(database.unfinishedExecutions.list(10_000)).extracting(Unfinished::id).contains(id);

    assertThat(database.unfinishedExecutions.succeed(id)).isTrue();
    assertThat(database.unfinishedExecutions.succeed(id)).isFalse();

    assertThat(now(user, id).orElseThrow().execution().state()).isEqualTo(ExecutionState.SUCCEEDED);
    assertThat(database.unfinishedExecutions.list(10_000))
        .extracting(Unfinished::id)
        .doesNotContain(id);
  }

  private ExecutionList list(Caller caller, Optional<String> after, int limit) {
    return database.listExecutions.list(caller, ExecutionFilter.none(), after, limit, false);
  }

  private Optional<ReadExecution.Read> now(Caller caller, String id) {
    return database.readExecution.read(caller, id, Duration.ZERO, OptionalLong.empty());
  }

  private Estimate estimate(String id) {
    return now(user, id).orElseThrow().execution().estimate();
  }
}

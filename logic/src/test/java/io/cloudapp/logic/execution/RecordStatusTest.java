package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.ExecutionStep;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Status;
import io.cloudapp.core.execution.Status.Failure;
import io.cloudapp.core.execution.Status.StepChange;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.execution.RecordStatus.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordStatusTest {

  private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");
  private static final String CAPACITY =
      """
      {"type":"urn:cloudapp:problem:no-capacity","status":503,"detail":"AWS has no room now."}
      """;

  private final ExecutionDatabase database = ExecutionDatabase.shared();
  private final Caller user = database.aUser(1000);
  private final String nginx = database.aConfiguration(true);

  @Test
  void endsAnExecutionWhoseInstanceRuns() {
    var id = aRunningInstance();

    provisioned(id).forEach(database.recordStatus::record);

    var execution = read(id);
    assertThat(execution.state()).isEqualTo(ExecutionState.SUCCEEDED);
    assertThat(execution.finishedAt()).contains(START.plusSeconds(60));
    assertThat(execution.problem()).isEmpty();
    assertThat(execution.steps())
        .extracting(ExecutionStep::state)
        .containsOnly(StepState.SUCCEEDED);
  }

  @Test
  void leavesTheSamePictureInWhateverOrderAndHoweverOftenStatusesCome() {
    var expected = picture(recorded(RecordStatusTest::provisioned, list -> {}));
    var random = new Random(7);

    for (var round = 0; round < 25; round++) {
      var id =
          recorded(
              RecordStatusTest::provisioned,
              statuses -> {
                statuses.addAll(List.copyOf(statuses).subList(0, random.nextInt(statuses.size())));
                Collections.shuffle(statuses, random);
              });
      assertThat(picture(id)).isEqualTo(expected);
    }
  }

  @Test
  void leavesTheSamePictureOfAFailureInWhateverOrderStatusesCome() {
    var expected = picture(recorded(RecordStatusTest::undone, list -> {}));
    var random = new Random(8);

    for (var round = 0; round < 25; round++) {
      var id =
          recorded(RecordStatusTest::undone, statuses -> Collections.shuffle(statuses, random));
      assertThat(picture(id)).isEqualTo(expected);
    }
  }

  @Test
  void leavesTheSamePictureWhenStatusesComeAtTheSameTime() throws Exception {
    var expected = picture(recorded(RecordStatusTest::provisioned, list -> {}));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var round = 0; round < 10; round++) {
        var id = aRunningInstance();
        var tasks = new ArrayList<Callable<Outcome>>();
        for (var status : provisioned(id)) {
          tasks.add(() -> database.recordStatus.record(status));
          tasks.add(() -> database.recordStatus.record(status));
        }
        var outcomes = threads.invokeAll(tasks).stream().map(Future::resultNow).toList();

        assertThat(outcomes).filteredOn(Outcome.RECORDED::equals).hasSize(tasks.size() / 2);
        assertThat(picture(id)).isEqualTo(expected);
      }
    }
  }

  @Test
  void neverGoesBack() {
    var random = new Random(9);
    for (var round = 0; round < 20; round++) {
      var id = aRunningInstance();
      var statuses = provisioned(id);
      Collections.shuffle(statuses, random);
      var ranks = ranks(read(id));
      for (var status : statuses) {
        database.recordStatus.record(status);
        var next = ranks(read(id));
        for (var index = 0; index < ranks.size(); index++) {
          assertThat(next.get(index)).isGreaterThanOrEqualTo(ranks.get(index));
        }
        ranks = next;
      }
    }
  }

  @Test
  void recordsADoubledStatusOnce() {
    var id = aRunningInstance();
    var status = provisioned(id).getFirst();

    assertThat(database.recordStatus.record(status)).isEqualTo(Outcome.RECORDED);
    assertThat(database.recordStatus.record(status)).isEqualTo(Outcome.ALREADY_RECORDED);
  }

  @Test
  void knowsNoExecutionThatWasNeverAccepted() {
    var status = provisioned(database.ids.next()).getFirst();

    assertThat(database.recordStatus.record(status)).isEqualTo(Outcome.UNKNOWN_EXECUTION);
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceState.class,
      names = {"PENDING", "FAILED"})
  void doesNotBelieveASuccessThatTheInstanceDenies(InstanceState state) {
    var id = database.aProvision(user, nginx);
    database.moveInstance(id, state);

    provisioned(id).forEach(database.recordStatus::record);

    assertThat(read(id).state().isFinal()).isFalse();
  }

  @ParameterizedTest
  @EnumSource(
      value = InstanceState.class,
      mode = Mode.EXCLUDE,
      names = {"STOPPED", "TERMINATED", "FAILED"})
  void doesNotBelieveAStopWhileTheInstanceLives(InstanceState state) {
    var instance = database.aProvision(user, nginx);
    var id = ExecutionDatabase.accepted(database.stop(user, instance, false));
    database.moveInstance(instance, state);

    database.recordStatus.record(aFinal(id, "stopped", ExecutionState.SUCCEEDED, Optional.empty()));

    assertThat(read(id).state().isFinal()).isFalse();
  }

  @Test
  void believesAStopOnceTheInstanceHasEnded() {
    var instance = database.aProvision(user, nginx);
    var id = ExecutionDatabase.accepted(database.stop(user, instance, false));
    database.moveInstance(instance, InstanceState.TERMINATED);

    database.recordStatus.record(aFinal(id, "stopped", ExecutionState.SUCCEEDED, Optional.empty()));

    assertThat(read(id).state()).isEqualTo(ExecutionState.SUCCEEDED);
  }

  @Test
  void keepsTheFirstEndOfAnExecution() {
    var id = aRunningInstance();
    var failure = Optional.of(new Failure("ApiGateway.503", CAPACITY));

    database.recordStatus.record(aFinal(id, "failed", ExecutionState.FAILED, failure));
    database.recordStatus.record(aFinal(id, "ready", ExecutionState.SUCCEEDED, Optional.empty()));

    assertThat(read(id).state()).isEqualTo(ExecutionState.FAILED);
  }

  @Test
  void saysWhyAnExecutionAndItsStepFailed() {
    var id = recorded(RecordStatusTest::undone, list -> {});

    var execution = read(id);

    assertThat(execution.problem().orElseThrow().type()).isEqualTo(ProblemType.BOOT_TIMEOUT.uri());
    assertThat(step(execution, Step.BOOT_INSTANCE).reason())
        .isEqualTo(execution.problem().orElseThrow().detail());
    assertThat(step(execution, Step.LAUNCH_INSTANCE).state()).isEqualTo(StepState.UNDONE);
    assertThat(step(execution, Step.PUBLISH_LOGIN).state()).isEqualTo(StepState.WAITING);
  }

  @Test
  void letsAStepFailWithoutFailingTheExecution() {
    var id = aRunningInstance();
    var status =
        new Status(
            id + ":usage-missing",
            id,
            START,
            Optional.empty(),
            List.of(new StepChange(Step.RECORD_USAGE, StepState.FAILED, 2, "")),
            Optional.of(new Failure("ApiGateway.503", "{\"message\":\"Service Unavailable\"}")));

    database.recordStatus.record(status);

    var execution = read(id);
    assertThat(execution.state().isFinal()).isFalse();
    assertThat(step(execution, Step.RECORD_USAGE).attempts()).isEqualTo(2);
    assertThat(step(execution, Step.RECORD_USAGE).reason()).contains("did not answer in time");
  }

  @Test
  void readsTheMessagesThatWorkflowsSend() {
    var id = aRunningInstance();
    var message =
        """
        {"eventId":"%1$s:launched","executionId":"%1$s","at":"2030-01-01T00:00:05.123Z","steps":[
          {"name":"launch-instance","state":"SUCCEEDED"},
          {"name":"boot-instance","state":"RUNNING","attempts":1}]}
        """
            .formatted(id);

    assertThat(database.recordStatus.record(message)).isEqualTo(Outcome.RECORDED);

    assertThat(step(read(id), Step.LAUNCH_INSTANCE).state()).isEqualTo(StepState.SUCCEEDED);
    assertThat(step(read(id), Step.BOOT_INSTANCE).state()).isEqualTo(StepState.RUNNING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "not JSON",
        "{}",
        "{\"eventId\":\"e\",\"executionId\":\"x\",\"at\":\"yesterday\"}",
        "{\"eventId\":\"e\",\"executionId\":\"x\",\"at\":\"2030-01-01T00:00:00Z\",\"steps\":[null]}",
        "{\"eventId\":\"e\",\"executionId\":\"x\",\"at\":\"2030-01-01T00:00:00Z\",\"steps\":[{}]}",
        "{\"eventId\":\"e\",\"executionId\":\"x\",\"at\":\"2030-01-01T00:00:00Z\",\"steps\":[{\"name\":\"dance\"}]}"
      })
  void refusesMessagesThatAreNoStatus(String message) {
    assertThat(database.recordStatus.record(message)).isEqualTo(Outcome.MALFORMED);
  }

  @Test
  void showsTheTriesOfAStepAtOnce() {
    var id = database.aProvision(user, nginx);

    database.stepJournal.trying(id, Step.LAUNCH_INSTANCE, 1);
    database.stepJournal.retrying(id, Step.LAUNCH_INSTANCE, 1, "AWS asks us to slow down.");

    assertThat(step(read(id), Step.LAUNCH_INSTANCE))
        .extracting(ExecutionStep::state, ExecutionStep::attempts, ExecutionStep::reason)
        .containsExactly(StepState.RETRYING, 1, "AWS asks us to slow down.");

    database.stepJournal.trying(id, Step.LAUNCH_INSTANCE, 2);

    assertThat(step(read(id), Step.LAUNCH_INSTANCE))
        .extracting(ExecutionStep::state, ExecutionStep::attempts, ExecutionStep::reason)
        .containsExactly(StepState.RUNNING, 2, "");
  }

  @Test
  void doesNotFailARequestWhoseInstanceAnotherRunHasHandedOver() {
    var id = aRunningInstance();
    database.jdbi.useHandle(
        handle ->
            handle.execute("update instances set login_published_at = now() where id = ?", id));

    undone(id).forEach(database.recordStatus::record);

    assertThat(read(id).state()).isEqualTo(ExecutionState.ACCEPTED);
    assertThat(read(id).problem()).isEmpty();
    provisioned(id).forEach(database.recordStatus::record);
    assertThat(read(id).state()).isEqualTo(ExecutionState.SUCCEEDED);
  }

  @Test
  void takesTheLaunchBackTogetherWithTheFailure() {
    var id = aRunningInstance();

    undone(id).forEach(database.recordStatus::record);

    assertThat(read(id).state()).isEqualTo(ExecutionState.FAILED);
    assertThat(database.instanceState(id)).isEqualTo(InstanceState.STOPPING);
  }

  private interface Story {
    List<Status> of(String id);
  }

  private interface Shuffle {
    void apply(List<Status> statuses);
  }

  private String recorded(Story story, Shuffle shuffle) {
    var id = aRunningInstance();
    var statuses = story.of(id);
    shuffle.apply(statuses);
    statuses.forEach(database.recordStatus::record);
    return id;
  }

  private String aRunningInstance() {
    var id = database.aProvision(user, nginx);
    database.moveInstance(id, InstanceState.RUNNING);
    return id;
  }

  private Execution read(String id) {
    return database
        .readExecution
        .read(user, id, Duration.ZERO, OptionalLong.empty())
        .orElseThrow()
        .execution();
  }

  /** All that a person sees of an execution, but for its own id and the time of the request. */
  private List<Object> picture(String id) {
    var execution = read(id);
    return List.of(
        execution.state(),
        execution.finishedAt(),
        execution.problem(),
        // The first step began with the request.
        execution.steps().subList(1, execution.steps().size()));
  }

  private static List<Integer> ranks(Execution execution) {
    var ranks = new ArrayList<Integer>();
    ranks.add(execution.state().isFinal() ? 2 : execution.state().ordinal());
    execution.steps().forEach(step -> ranks.add(step.state().rank()));
    return ranks;
  }

  private static ExecutionStep step(Execution execution, Step name) {
    return execution.steps().stream().filter(step -> step.name() == name).findFirst().orElseThrow();
  }

  private static Status aFinal(
      String id, String slug, ExecutionState state, Optional<Failure> failure) {
    return new Status(id + ":" + slug, id, START, Optional.of(state), List.of(), failure);
  }

  private static List<Status> provisioned(String id) {
    return new ArrayList<>(
        List.of(
            status(id, "start", 0, done(Step.START_WORKFLOW)),
            status(id, "retry", 3, retrying(Step.LAUNCH_INSTANCE, 1, "No room in the first zone.")),
            status(id, "again", 4, running(Step.LAUNCH_INSTANCE, 2)),
            status(id, "launched", 5, done(Step.LAUNCH_INSTANCE), running(Step.BOOT_INSTANCE, 1)),
            status(id, "running", 30, done(Step.BOOT_INSTANCE), running(Step.PUBLISH_LOGIN, 1)),
            status(
                id,
                "login-published",
                31,
                done(Step.PUBLISH_LOGIN),
                running(Step.RECORD_USAGE, 1),
                running(Step.NOTIFY_ADMINS, 1)),
            status(id, "usage-recorded", 40, done(Step.RECORD_USAGE)),
            status(id, "admins-notified", 45, done(Step.NOTIFY_ADMINS)),
            new Status(
                id + ":ready",
                id,
                START.plusSeconds(60),
                Optional.of(ExecutionState.SUCCEEDED),
                List.of(
                    done(Step.LAUNCH_INSTANCE),
                    done(Step.BOOT_INSTANCE),
                    done(Step.PUBLISH_LOGIN),
                    done(Step.RECORD_USAGE),
                    done(Step.NOTIFY_ADMINS)),
                Optional.empty())));
  }

  private static List<Status> undone(String id) {
    return new ArrayList<>(
        List.of(
            status(id, "start", 0, done(Step.START_WORKFLOW)),
            status(id, "launched", 5, done(Step.LAUNCH_INSTANCE), running(Step.BOOT_INSTANCE, 1)),
            new Status(
                id + ":failed",
                id,
                START.plusSeconds(245),
                Optional.of(ExecutionState.FAILED),
                List.of(
                    new StepChange(Step.BOOT_INSTANCE, StepState.FAILED, 0, ""),
                    new StepChange(Step.LAUNCH_INSTANCE, StepState.UNDONE, 0, "")),
                Optional.of(new Failure("BootTimeout", "The instance did not run.")))));
  }

  private static Status status(String id, String slug, int second, StepChange... changes) {
    return new Status(
        id + ":" + slug,
        id,
        START.plusSeconds(second),
        Optional.empty(),
        List.of(changes),
        Optional.empty());
  }

  private static StepChange done(Step step) {
    return new StepChange(step, StepState.SUCCEEDED, 0, "");
  }

  private static StepChange running(Step step, int attempt) {
    return new StepChange(step, StepState.RUNNING, attempt, "");
  }

  private static StepChange retrying(Step step, int attempt, String reason) {
    return new StepChange(step, StepState.RETRYING, attempt, reason);
  }
}

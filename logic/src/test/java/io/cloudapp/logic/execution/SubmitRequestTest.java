package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.execution.Execution;
import io.cloudapp.core.execution.Execution.ExecutionStep;
import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.core.execution.Step;
import io.cloudapp.core.execution.StepState;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SubmitRequestTest {

  private final ExecutionDatabase database = ExecutionDatabase.shared();
  private final Caller user = database.aUser(3);
  private final String nginx = database.aConfiguration(true);

  @Test
  void acceptsAProvisionAndWritesItsStepsAndItsInstance() {
    var execution = accepted(database.provision(user, "key", nginx));

    assertThat(execution.kind()).isEqualTo(ExecutionKind.PROVISION);
    assertThat(execution.state()).isEqualTo(ExecutionState.ACCEPTED);
    assertThat(execution.instanceId()).isEqualTo(execution.id());
    assertThat(execution.requestedBy()).isEqualTo(user.username());
    assertThat(execution.steps())
        .extracting(ExecutionStep::name)
        .containsExactlyElementsOf(Step.of(ExecutionKind.PROVISION));
    assertThat(execution.steps())
        .extracting(ExecutionStep::state)
        .startsWith(StepState.RUNNING)
        .endsWith(StepState.WAITING);
    assertThat(database.instanceState(execution.id())).isEqualTo(InstanceState.PENDING);
    assertThat(database.started).contains(execution.id());
  }

  @Test
  void takesTheNewestVersionOfTheConfigurationForTheInstance() {
    var id = database.aProvision(user, nginx);

    var row =
        database.jdbi.withHandle(
            handle -> handle.select("select * from instances where id = ?", id).mapToMap().one());

    assertThat(row)
        .containsEntry("configuration_version", 2)
        .containsEntry("login_user", "ec2-user")
        .containsEntry("owner_id", user.userId());
  }

  @Test
  void letsTheInstanceLiveAsLongAsTheConfigurationSays() {
    var id = database.aProvision(user, nginx);

    var lifetime =
        database.jdbi.withHandle(
            handle ->
                handle
                    .select(
                        "select extract(epoch from expires_at - requested_at) from instances where"
                            + " id = ?",
                        id)
                    .mapTo(Long.class)
                    .one());

    assertThat(Duration.ofSeconds(lifetime)).isEqualTo(Duration.ofHours(8));
  }

  @Test
  void acceptsTheRequestEvenIfTheWorkflowCannotBeStarted() {
    var submission =
        database
            .submitRequest((kind, id) -> false)
            .submit(user, Optional.of("key"), provision(nginx));

    assertThat(accepted(submission).state()).isEqualTo(ExecutionState.ACCEPTED);
  }

  @Test
  void answersARepeatedRequestWithTheSameExecution() {
    var first = accepted(database.provision(user, "key", nginx));
    database.claimRequest.claim(first.id());

    var second = accepted(database.provision(user, "key", nginx));

    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.state()).isEqualTo(ExecutionState.RUNNING);
  }

  @Test
  void answersARepeatedRequestEvenWhenItWouldBeRefusedNow() {
    var caller = database.aUser(1);
    var first = accepted(database.provision(caller, "key", nginx));

    assertThat(accepted(database.provision(caller, "key", nginx)).id()).isEqualTo(first.id());
  }

  @Test
  void refusesTheSameKeyForAnotherRequest() {
    database.provision(user, "key", nginx);

    assertThat(refusal(database.provision(user, "key", database.aConfiguration(true))))
        .isEqualTo(ProblemType.IDEMPOTENCY_KEY_REUSED);
  }

  @Test
  void keepsTheKeysOfDifferentPeopleApart() {
    var first = accepted(database.provision(user, "key", nginx));
    var second = accepted(database.provision(database.aUser(1), "key", nginx));

    assertThat(second.id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "two words",
        "12345678901234567890123456789012345678901234567890123456789012345"
      })
  void refusesAKeyThatIsNone(String key) {
    assertThat(refusal(database.provision(user, key, nginx))).isEqualTo(ProblemType.INVALID_FIELD);
  }

  @Test
  void refusesARequestWithoutAKey() {
    var submission = database.submitRequest.submit(user, Optional.empty(), provision(nginx));

    assertThat(problem(submission).errors().getFirst().field()).isEqualTo("Idempotency-Key");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | kind",
        "{\"kind\": 1} | kind",
        "{\"kind\": \"restart\"} | kind",
        "{\"kind\": \"provision\"} | configuration",
        "{\"kind\": \"provision\", \"configuration\": 7} | configuration",
        "{\"kind\": \"provision\", \"configuration\": \" \"} | configuration",
        "{\"kind\": \"stop\"} | instanceId",
        "{\"kind\": \"stop\", \"instanceId\": \"i\", \"force\": \"yes\"} | force",
        "{\"kind\": \"stop\", \"instanceId\": \"i\", \"reason\": \"a\\u0000b\"} | reason"
      })
  void namesTheFieldThatCannotBeUsed(String body, String field) throws Exception {
    var submission =
        database.submitRequest.submit(
            user, Optional.of("key"), (ObjectNode) Json.mapper().readTree(body));

    assertThat(problem(submission).errors()).singleElement().extracting("field").isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(strings = {"unknown", "Not A Name", "a\0b"})
  void refusesAnUnknownConfiguration(String name) {
    assertThat(refusal(database.provision(user, "key", name)))
        .isEqualTo(ProblemType.UNKNOWN_CONFIGURATION);
  }

  @Test
  void refusesADeletedConfiguration() {
    database.jdbi.useHandle(
        handle ->
            handle.execute("update configurations set deleted_at = now() where name = ?", nginx));

    assertThat(refusal(database.provision(user, "key", nginx)))
        .isEqualTo(ProblemType.UNKNOWN_CONFIGURATION);
  }

  @Test
  void refusesADisabledConfiguration() {
    assertThat(refusal(database.provision(user, "key", database.aConfiguration(false))))
        .isEqualTo(ProblemType.CONFIGURATION_DISABLED);
  }

  @Test
  void refusesMoreInstancesThanTheQuota() {
    var caller = database.aUser(1);
    var first = database.aProvision(caller, nginx);

    assertThat(refusal(database.provision(caller, "other", nginx)))
        .isEqualTo(ProblemType.QUOTA_REACHED);

    database.moveInstance(first, InstanceState.TERMINATED);
    assertThat(accepted(database.provision(caller, "other", nginx)).id()).isNotEqualTo(first);
  }

  @Test
  void asksSomebodyUnknownToSignInAgain() {
    var stranger = new Caller("nobody", "nobody", Role.USER, "session");

    assertThat(refusal(database.provision(stranger, "key", nginx)))
        .isEqualTo(ProblemType.UNAUTHENTICATED);
  }

  @Test
  void acceptsAStopAndTakesTheInstanceOver() {
    var instance = database.aProvision(user, nginx);

    var execution = accepted(database.stop(user, instance, false));

    assertThat(execution.kind()).isEqualTo(ExecutionKind.STOP);
    assertThat(execution.instanceId()).isEqualTo(instance);
    assertThat(execution.configuration()).isEqualTo(nginx);
    assertThat(execution.reason()).isEqualTo("no longer needed");
    assertThat(database.instanceState(instance)).isEqualTo(InstanceState.STOPPING);
    var generation =
        database.jdbi.withHandle(
            handle ->
                handle
                    .select("select generation from instances where id = ?", instance)
                    .mapTo(Integer.class)
                    .one());
    assertThat(generation).isEqualTo(1);
  }

  @Test
  void knowsAStrangersInstanceAsLittleAsNone() {
    var instance = database.aProvision(user, nginx);

    var strangers = problem(database.stop(database.aUser(1), instance, false));
    var unknown = problem(database.stop(user, database.ids.next(), false));

    assertThat(strangers).isEqualTo(unknown);
    assertThat(strangers.type()).isEqualTo(ProblemType.NOT_FOUND.uri());
  }

  @Test
  void letsAnAdminStopAnyInstanceByForce() {
    var instance = database.aProvision(user, nginx);

    assertThat(accepted(database.stop(database.anAdmin(), instance, true)).forced()).isTrue();
  }

  @Test
  void refusesForceToAUser() {
    var instance = database.aProvision(user, nginx);

    assertThat(refusal(database.stop(user, instance, true))).isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  void refusesASecondStopWhileOneIsUnderWay() {
    var instance = database.aProvision(user, nginx);
    database.stop(user, instance, false);

    assertThat(refusal(database.stop(user, instance, false)))
        .isEqualTo(ProblemType.ALREADY_STOPPING);
  }

  @Test
  void acceptsAnAdminsForceOnceWhileTheOwnersStopIsUnderWay() {
    var instance = database.aProvision(user, nginx);
    var admin = database.anAdmin();
    database.stop(user, instance, false);

    assertThat(accepted(database.stop(admin, instance, true)).forced()).isTrue();
    assertThat(refusal(database.stop(admin, instance, true)))
        .isEqualTo(ProblemType.ALREADY_STOPPING);
  }

  @Test
  void acceptsAnotherStopAfterOneHasFailed() {
    var instance = database.aProvision(user, nginx);
    var first = accepted(database.stop(user, instance, false));
    database.unfinishedExecutions.fail(first.id(), Problem.of(ProblemType.TRY_LATER, "Try again."));

    assertThat(accepted(database.stop(user, instance, false)).id()).isNotEqualTo(first.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"STOPPED", "TERMINATED", "FAILED"})
  void refusesToStopWhatHasEnded(String state) {
    var instance = database.aProvision(user, nginx);
    database.moveInstance(instance, InstanceState.valueOf(state));

    assertThat(refusal(database.stop(user, instance, false))).isEqualTo(ProblemType.INSTANCE_ENDED);
  }

  @Test
  void makesOneExecutionOfFiftyRacingRequestsWithTheSameKey() throws Exception {
    var submissions = race(50, number -> () -> database.provision(user, "key", nginx));

    assertThat(submissions)
        .extracting(submission -> accepted(submission).id())
        .containsOnly(accepted(submissions.getFirst()).id());
    assertThat(livingInstances(user)).isEqualTo(1);
  }

  @Test
  void neverExceedsTheQuotaHoweverManyRequestsRace() throws Exception {
    var submissions = race(50, number -> () -> database.provision(user, "key-" + number, nginx));

    assertThat(submissions).filteredOn(Submission.Accepted.class::isInstance).hasSize(3);
    assertThat(submissions)
        .filteredOn(Submission.Refused.class::isInstance)
        .allSatisfy(refused -> assertThat(refusal(refused)).isEqualTo(ProblemType.QUOTA_REACHED));
    assertThat(livingInstances(user)).isEqualTo(3);
  }

  @Test
  void acceptsOneOfManyRacingStops() throws Exception {
    var instance = database.aProvision(user, nginx);

    var submissions = race(20, number -> () -> database.stop(user, instance, false));

    assertThat(submissions).filteredOn(Submission.Accepted.class::isInstance).hasSize(1);
  }

  private long livingInstances(Caller owner) {
    return database.jdbi.withHandle(
        handle ->
            handle
                .select("select count(*) from instances where owner_id = ?", owner.userId())
                .mapTo(Long.class)
                .one());
  }

  private interface Contender {
    Callable<Submission> number(int number);
  }

  private static List<Submission> race(int contenders, Contender contender) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var tasks = new ArrayList<Callable<Submission>>();
      for (var number = 0; number < contenders; number++) {
        tasks.add(contender.number(number));
      }
      return threads.invokeAll(tasks).stream().map(Future::resultNow).toList();
    }
  }

  private static ObjectNode provision(String configuration) {
    return Json.mapper()
        .createObjectNode()
        .put("kind", "provision")
        .put("configuration", configuration);
  }

  private static Execution accepted(Submission submission) {
    return switch (submission) {
      case Submission.Accepted accepted -> accepted.execution();
      case Submission.Refused refused -> throw new AssertionError(refused.problem().detail());
    };
  }

  private static Problem problem(Submission submission) {
    return switch (submission) {
      case Submission.Accepted accepted ->
          throw new AssertionError("Accepted as " + accepted.execution().id());
      case Submission.Refused refused -> refused.problem();
    };
  }

  private static ProblemType refusal(Submission submission) {
    return ProblemType.of(problem(submission).type()).orElseThrow();
  }
}

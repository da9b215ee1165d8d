package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.ec2.Ec2Faults;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.time.Duration;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request when AWS has a bad day. */
@ExtendWith(SharedCloud.class)
final class MisfortuneIT {

  @Test
  void triesTheNextZoneWhenOneHasNoRoom(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("eu-west-1a", ""), Ec2Faults.UNTIL_CLEARED);
    cloud.faults().inject(new Ec2Fault.NoCapacity("eu-west-1b", ""), Ec2Faults.UNTIL_CLEARED);
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id))
        .singleElement()
        .satisfies(instance -> assertThat(instance.zone()).isEqualTo("eu-west-1c"));
  }

  @Test
  void saysWhatToDoWhenNoZoneHasRoomAndLeavesNothingBehind(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.NoCapacity("", ""), Ec2Faults.UNTIL_CLEARED);
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    var execution = person.finished(id);
    assertThat(execution.path("state").asText()).isEqualTo("FAILED");
    assertThat(execution.path("problem").path("type").asText()).endsWith(":no-capacity");
    assertThat(execution.path("problem").path("detail").asText()).isNotBlank();
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
    assertNothingIsLeft(cloud, person, id);
  }

  @Test
  void getsThroughThrottling(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.Throttled("RunInstances"), 2);
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    var execution = person.finished(id);
    assertThat(execution.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(step(execution, "launch-instance").path("attempts").asInt()).isGreaterThan(1);
  }

  @Test
  void launchesOnceWhenTheAnswerOfTheLaunchIsLost(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.LostAnswer("RunInstances"), 1);
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).hasSize(1);
  }

  @Test
  void undoesALaunchWhoseInstanceDiesWhileItBoots(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.BootFails(), 1);
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.finished(id).path("state").asText()).isEqualTo("FAILED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
    assertNothingIsLeft(cloud, person, id);
  }

  @Test
  void givesOneInstanceWhenTheWorkflowRunsTwice(RunningCloud cloud) {
    cloud.chaos(_ -> new Chaos.Fate.Twice());
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    cloud.awaitQuiet();
    assertThat(cloud.cloud().livingInstances(id)).hasSize(1);
    assertThat(person.get("/executions/" + id).body().path("state").asText())
        .isEqualTo("SUCCEEDED");
    assertThat(person.get("/instances/" + id).body().path("state").asText()).isEqualTo("RUNNING");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12})
  void givesOneInstanceWhenTheWorkflowIsRestartedHalfWay(int states, RunningCloud cloud) {
    cloud.chaos(_ -> new Chaos.Fate.RestartedAfter(states));
    var person = cloud.someone();

    var id = person.provision("nginx").body().path("id").asText();

    assertThat(person.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).hasSize(1);
  }

  @Test
  void stopsOnceWhenTheStopRunsTwice(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    cloud.chaos(_ -> new Chaos.Fate.Twice());

    var stop = person.finished(person.stop(id).body().path("id").asText());

    assertThat(stop.path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(cloud.cloud().livingInstances(id)).isEmpty();
  }

  @Test
  void startsLaterWhatCouldNotBeStartedAtOnce(RunningCloud cloud) {
    var person = cloud.someone();
    cloud.chaos(_ -> new Chaos.Fate.RestartedAfter(0));

    var answer = person.provision("nginx");

    assertThat(answer.status()).isEqualTo(202);
    assertThat(person.finished(answer.body().path("id").asText()).path("state").asText())
        .isEqualTo("SUCCEEDED");
  }

  @Test
  void marksAnInstanceThatEndedByItself(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    var ec2Id = cloud.cloud().livingInstances(id).getFirst().id();
    cloud.cloud().aws().ec2().shutDownFromWithin(ec2Id);

    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
              assertThat(person.get("/instances/" + id).body().path("state").asText())
                  .isEqualTo("TERMINATED");
            });
  }

  private static JsonNode step(JsonNode execution, String name) {
    return StreamSupport.stream(execution.path("steps").spliterator(), false)
        .filter(step -> step.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static void assertNothingIsLeft(RunningCloud cloud, Api person, String id) {
    assertThat(person.get("/instances/" + id).body().path("state").asText()).isEqualTo("FAILED");
    assertThat(cloud.secretNames()).noneMatch(name -> name.contains(id));
    assertThat(cloud.keyPairNames()).noneMatch(name -> name.contains(id));
    assertThat(person.get("/profile").body().path("living").asInt()).isZero();
  }
}

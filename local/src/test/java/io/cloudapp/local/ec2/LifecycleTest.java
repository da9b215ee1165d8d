package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;

class LifecycleTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  private String runningId() {
    var id = ec2.launchedId();
    ec2.clock.pass(ServedEc2.BOOT);
    return id;
  }

  @Test
  void isPendingUntilItHasBootedAndThenHasAPublicAddress() {
    var id = ec2.launchedId();
    ec2.clock.pass(ServedEc2.BOOT.minusMillis(1));
    assertThat(ec2.stateOf(id)).isEqualTo("pending");
    assertThat(ec2.described(id).publicIpAddress()).isNull();
    assertThat(ec2.described(id).privateIpAddress()).startsWith("172.31.");

    ec2.clock.pass(Duration.ofMillis(1));

    var running = ec2.described(id);
    assertThat(running.state().nameAsString()).isEqualTo("running");
    assertThat(running.publicDnsName())
        .isEqualTo(
            "ec2-%s.eu-west-1.compute.amazonaws.com"
                .formatted(running.publicIpAddress().replace('.', '-')));
  }

  @Test
  void passesItsStatusChecksAWhileAfterItRuns() {
    var id = runningId();
    assertThat(status(id)).isEqualTo("initializing");

    ec2.clock.pass(Duration.ofSeconds(2));

    assertThat(status(id)).isEqualTo("ok");
  }

  private String status(String id) {
    return ec2.client
        .describeInstanceStatus(request -> request.instanceIds(id))
        .instanceStatuses()
        .getFirst()
        .instanceStatus()
        .statusAsString();
  }

  @Test
  void showsNoStatusOfAPendingInstanceUnlessAllAreAskedFor() {
    var id = ec2.launchedId();

    assertThat(ec2.client.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses())
        .isEmpty();
    assertThat(
            ec2.client
                .describeInstanceStatus(r -> r.instanceIds(id).includeAllInstances(true))
                .instanceStatuses())
        .hasSize(1);
  }

  @Test
  void terminatesAndStaysVisibleForAnHour() {
    var id = runningId();

    var change =
        ec2.client.terminateInstances(r -> r.instanceIds(id)).terminatingInstances().getFirst();

    assertThat(change.previousState().nameAsString()).isEqualTo("running");
    assertThat(change.currentState().nameAsString()).isEqualTo("shutting-down");
    ec2.clock.pass(Duration.ofSeconds(2));
    var terminated = ec2.described(id);
    assertThat(terminated.state().nameAsString()).isEqualTo("terminated");
    assertThat(terminated.stateTransitionReason())
        .isEqualTo("User initiated (2026-11-21 12:00:03 GMT)");
    assertThat(terminated.stateReason().code()).isEqualTo("Client.UserInitiatedShutdown");
    assertThat(terminated.publicIpAddress()).isNull();
    assertThat(terminated.subnetId()).isNull();
    ec2.clock.pass(Duration.ofMinutes(61));
    assertRefused("InvalidInstanceID.NotFound", () -> ec2.described(id));
  }

  @Test
  void terminatesWhileItIsStillBootingAndNeverRunsAfterwards() {
    var id = ec2.launchedId();
    ec2.clock.pass(Duration.ofSeconds(1));
    ec2.client.terminateInstances(r -> r.instanceIds(id));

    ec2.clock.pass(ServedEc2.BOOT);

    assertThat(ec2.stateOf(id)).isEqualTo("terminated");
  }

  @Test
  void terminatesTwiceWithoutComplaint() {
    var id = runningId();
    ec2.client.terminateInstances(r -> r.instanceIds(id));
    ec2.clock.pass(Duration.ofSeconds(5));

    var change =
        ec2.client.terminateInstances(r -> r.instanceIds(id)).terminatingInstances().getFirst();

    assertThat(change.currentState().nameAsString()).isEqualTo("terminated");
  }

  @Test
  void terminatesNothingWhenOneIdIsUnknown() {
    var id = runningId();

    assertRefused(
        "InvalidInstanceID.NotFound",
        () -> ec2.client.terminateInstances(r -> r.instanceIds(id, "i-00000000000000000")));
    assertRefused(
        "InvalidInstanceID.Malformed",
        () -> ec2.client.terminateInstances(r -> r.instanceIds(id, "nonsense")));
    assertThat(ec2.stateOf(id)).isEqualTo("running");
  }

  @Test
  void stopsAndStartsWithANewPublicAddress() {
    var id = runningId();
    var address = ec2.described(id).publicIpAddress();
    ec2.client.stopInstances(r -> r.instanceIds(id));
    assertThat(ec2.stateOf(id)).isEqualTo("stopping");
    assertRefused(
        "IncorrectInstanceState", () -> ec2.client.startInstances(r -> r.instanceIds(id)));
    ec2.clock.pass(Duration.ofSeconds(2));
    assertThat(ec2.stateOf(id)).isEqualTo("stopped");
    assertThat(ec2.described(id).publicIpAddress()).isNull();

    ec2.client.startInstances(r -> r.instanceIds(id));
    ec2.clock.pass(ServedEc2.BOOT);

    assertThat(ec2.stateOf(id)).isEqualTo("running");
    assertThat(ec2.described(id).publicIpAddress()).isNotEqualTo(address);
  }

  @Test
  void stopsFasterByForce() {
    var id = runningId();

    ec2.client.stopInstances(r -> r.instanceIds(id).force(true));
    ec2.clock.pass(Duration.ofMillis(500));

    assertThat(ec2.stateOf(id)).isEqualTo("stopped");
  }

  @Test
  void refusesToStopAPendingOrTerminatedInstance() {
    var id = ec2.launchedId();
    assertRefused("IncorrectInstanceState", () -> ec2.client.stopInstances(r -> r.instanceIds(id)));
    ec2.client.terminateInstances(r -> r.instanceIds(id));
    ec2.clock.pass(Duration.ofSeconds(2));

    assertRefused("IncorrectInstanceState", () -> ec2.client.stopInstances(r -> r.instanceIds(id)));
  }

  @Test
  void endsAsItsLaunchAskedWhenItShutsItselfDown() {
    var ending =
        ec2.launchedId(r -> r.instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE));
    var stopping = ec2.launchedId();
    ec2.clock.pass(ServedEc2.BOOT);

    ec2.service.shutDownFromWithin(ending);
    ec2.service.shutDownFromWithin(stopping);
    ec2.clock.pass(Duration.ofSeconds(2));

    assertThat(ec2.stateOf(ending)).isEqualTo("terminated");
    assertThat(ec2.described(ending).stateReason().code())
        .isEqualTo("Client.InstanceInitiatedShutdown");
    assertThat(ec2.stateOf(stopping)).isEqualTo("stopped");
  }

  @Test
  void keepsAProtectedInstance() {
    var id = ec2.launchedId(r -> r.disableApiTermination(true));

    assertRefused(
        "OperationNotPermitted", () -> ec2.client.terminateInstances(r -> r.instanceIds(id)));
  }
}

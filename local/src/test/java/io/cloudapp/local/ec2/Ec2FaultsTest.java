package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.ZONE_A;
import static io.cloudapp.local.ec2.ServedEc2.ZONE_B;
import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.Placement;

class Ec2FaultsTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  @Test
  void hasNoCapacityInOneZoneUntilCleared() {
    ec2.faults.inject(new Ec2Fault.NoCapacity(ZONE_A, ""));

    assertRefused(500, "InsufficientInstanceCapacity", ec2::launchedId);
    assertRefused(500, "InsufficientInstanceCapacity", ec2::launchedId);
    ec2.launch(r -> r.placement(place -> place.availabilityZone(ZONE_B)));
    ec2.faults.clear();
    ec2.launchedId();

    assertThat(ec2.describedIds()).hasSize(2);
  }

  @Test
  void choosesAZoneWithCapacityWhenNoneIsNamed() {
    ec2.faults.inject(new Ec2Fault.NoCapacity(ZONE_A, ""));
    ec2.faults.inject(new Ec2Fault.NoCapacity("eu-west-1c", ""));

    var launched = ec2.launch(r -> r.placement((Placement) null)).instances().getFirst();

    assertThat(launched.placement().availabilityZone()).isEqualTo(ZONE_B);
  }

  @Test
  void hasNoCapacityForOneTypeOrAtAll() {
    ec2.faults.inject(new Ec2Fault.NoCapacity("", "t3.micro"));
    assertRefused(500, "InsufficientInstanceCapacity", ec2::launchedId);
    ec2.launch(r -> r.instanceType(InstanceType.T3_SMALL));
    ec2.faults.inject(new Ec2Fault.NoCapacity("", ""));

    assertRefused(
        500,
        "InsufficientInstanceCapacity",
        () -> ec2.launch(r -> r.instanceType(InstanceType.T3_SMALL).placement((Placement) null)));
  }

  @Test
  void throttlesSoManyCallsOfOneOperation() {
    ec2.faults.inject(new Ec2Fault.Throttled("DescribeInstances"), 2);

    assertRefused(503, "RequestLimitExceeded", ec2::describedIds);
    ec2.launchedId();
    assertRefused(503, "RequestLimitExceeded", ec2::describedIds);
    assertThat(ec2.describedIds()).hasSize(1);
    assertThat(ec2.faults.pending()).isEmpty();
  }

  @Test
  void launchesAndLosesTheAnswerSoThatOnlyTheTokenSaves() {
    ec2.faults.inject(new Ec2Fault.LostAnswer("RunInstances"), 1);

    assertRefused(500, "InternalError", () -> ec2.launch(r -> r.clientToken("once")));
    var id = ec2.launchedId(r -> r.clientToken("once"));

    assertThat(ec2.describedIds()).containsExactly(id);
  }

  @Test
  void refusesBeyondTheInstanceLimit() {
    ec2.faults.inject(new Ec2Fault.InstanceLimit(), 1);

    assertRefused("InstanceLimitExceeded", ec2::launchedId);
  }

  @Test
  void neverBoots() {
    ec2.faults.inject(new Ec2Fault.BootNeverEnds(), 1);
    var id = ec2.launchedId();

    ec2.clock.pass(Duration.ofDays(1));

    assertThat(ec2.stateOf(id)).isEqualTo("pending");
    ec2.client.terminateInstances(r -> r.instanceIds(id));
    ec2.clock.pass(Duration.ofSeconds(1));
    assertThat(ec2.stateOf(id)).isEqualTo("terminated");
  }

  @Test
  void endsInsteadOfBooting() {
    ec2.faults.inject(new Ec2Fault.BootFails(), 1);
    var id = ec2.launchedId();

    ec2.clock.pass(ServedEc2.BOOT);

    assertThat(ec2.stateOf(id)).isEqualTo("terminated");
    assertThat(ec2.described(id).stateReason().message())
        .isEqualTo("Client.InternalError: Client error on launch");
  }

  @Test
  void runsWithoutEverPassingItsStatusCheck() {
    ec2.faults.inject(new Ec2Fault.BootImpaired(), 1);
    var id = ec2.launchedId();

    ec2.clock.pass(Duration.ofHours(1));

    var status =
        ec2.client.describeInstanceStatus(r -> r.instanceIds(id)).instanceStatuses().getFirst();
    assertThat(status.instanceStatus().statusAsString()).isEqualTo("impaired");
    assertThat(status.systemStatus().statusAsString()).isEqualTo("ok");
  }

  @Test
  void readsAFaultFromJson() throws Exception {
    var json = new JsonMapper();

    assertThat(json.readValue("{\"kind\":\"NoCapacity\",\"zone\":\"eu-west-1a\"}", Ec2Fault.class))
        .isEqualTo(new Ec2Fault.NoCapacity("eu-west-1a", ""));
    assertThat(json.readValue("{\"kind\":\"Throttled\"}", Ec2Fault.class))
        .isEqualTo(new Ec2Fault.Throttled("*"));
    assertThat(json.readValue("{\"kind\":\"BootFails\"}", Ec2Fault.class))
        .isEqualTo(new Ec2Fault.BootFails());
  }
}

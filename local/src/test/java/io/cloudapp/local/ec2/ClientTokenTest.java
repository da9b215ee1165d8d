package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.ZONE_A;
import static io.cloudapp.local.ec2.ServedEc2.ZONE_B;
import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;

class ClientTokenTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  private static void inZone(RunInstancesRequest.Builder request, String zone) {
    request.placement(place -> place.availabilityZone(zone));
  }

  @Test
  void answersARepeatedLaunchWithTheSameInstance() {
    var first = ec2.launch(request -> request.clientToken("once"));
    var second = ec2.launch(request -> request.clientToken("once"));

    assertThat(second.reservationId()).isEqualTo(first.reservationId());
    assertThat(second.instances().getFirst().instanceId())
        .isEqualTo(first.instances().getFirst().instanceId());
    assertThat(ec2.describedIds()).hasSize(1);
  }

  @Test
  void launchesTwiceWithoutAToken() {
    var first = ec2.launchedId(request -> request.clientToken(""));
    var second = ec2.launchedId(request -> request.clientToken(""));

    assertThat(second).isNotEqualTo(first);
  }

  @Test
  void refusesATokenWithOtherParameters() {
    ec2.launch(request -> request.clientToken("once"));

    assertRefused(
        "IdempotentParameterMismatch",
        () ->
            ec2.launch(request -> request.clientToken("once").instanceType(InstanceType.T3_SMALL)));
    assertThat(ec2.describedIds()).hasSize(1);
  }

  @Test
  void launchesAgainWithTheSameTokenInAnotherZone() {
    var inA =
        ec2.launchedId(
            request -> {
              request.clientToken("once");
              inZone(request, ZONE_A);
            });
    var inB =
        ec2.launchedId(
            request -> {
              request.clientToken("once");
              inZone(request, ZONE_B);
            });

    assertThat(inB).isNotEqualTo(inA);
    assertThat(ec2.described(inB).placement().availabilityZone()).isEqualTo(ZONE_B);
  }

  @Test
  void countsATokenWithinTheRegionWhenNoZoneIsNamed() {
    var ids = new ArrayList<String>();
    for (int count = 0; count < 8; count++) {
      ids.add(
          ec2.launchedId(
              request ->
                  request.clientToken("regional").placement(place -> place.tenancy("default"))));
    }

    assertThat(ids).containsOnly(ids.getFirst());
  }

  @Test
  void answersWithTheTerminatedInstanceWhileItIsRemembered() {
    var id = ec2.launchedId(request -> request.clientToken("once"));
    ec2.client.terminateInstances(request -> request.instanceIds(id));
    ec2.clock.pass(Duration.ofMinutes(30));

    var again = ec2.launch(request -> request.clientToken("once")).instances().getFirst();

    assertThat(again.instanceId()).isEqualTo(id);
    assertThat(again.state().nameAsString()).isEqualTo("terminated");
  }

  @Test
  void launchesNothingForATokenWhoseInstanceIsForgotten() {
    var id = ec2.launchedId(request -> request.clientToken("once"));
    ec2.client.terminateInstances(request -> request.instanceIds(id));
    ec2.clock.pass(Duration.ofHours(2));

    assertRefused(
        "IdempotentInstanceTerminated", () -> ec2.launch(request -> request.clientToken("once")));
  }

  @Test
  void forgetsATokenADayAfterTheEnd() {
    var id = ec2.launchedId(request -> request.clientToken("once"));
    ec2.client.terminateInstances(request -> request.instanceIds(id));
    ec2.clock.pass(Duration.ofHours(2));
    assertThat(ec2.describedIds()).isEmpty();
    ec2.clock.pass(Duration.ofHours(25));

    assertThat(ec2.launchedId(request -> request.clientToken("once"))).isNotEqualTo(id);
  }

  @Test
  void answersARepeatedLaunchWhoseKeyPairHasGoneSince() {
    ec2.client.importKeyPair(
        request -> request.keyName("gone").publicKeyMaterial(KeyPairTest.ed25519()));
    var id = ec2.launchedId(request -> request.clientToken("once").keyName("gone"));
    ec2.client.deleteKeyPair(request -> request.keyName("gone"));

    assertThat(ec2.launchedId(request -> request.clientToken("once").keyName("gone")))
        .isEqualTo(id);
  }

  @Test
  void takesATokenThatARefusedLaunchHadUsed() {
    ec2.faults.inject(new Ec2Fault.NoCapacity(ZONE_A, ""), 1);
    assertRefused(
        500,
        "InsufficientInstanceCapacity",
        () -> ec2.launch(request -> request.clientToken("once")));

    assertThat(
            ec2.launch(request -> request.clientToken("once").instanceType(InstanceType.T3_SMALL))
                .instances())
        .hasSize(1);
  }

  @Test
  void refusesATokenOfMoreThan64Characters() {
    ec2.launch(request -> request.clientToken("x".repeat(64)));

    assertRefused(
        "InvalidParameterValue", () -> ec2.launch(request -> request.clientToken("x".repeat(65))));
    assertRefused(
        "InvalidParameterValue", () -> ec2.launch(request -> request.clientToken("schlüssel")));
  }

  @Test
  void launchesOneInstanceForATokenInManyThreads() throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls = new ArrayList<Callable<String>>();
      for (int count = 0; count < 16; count++) {
        calls.add(() -> ec2.launchedId(request -> request.clientToken("raced")));
      }
      var ids = threads.invokeAll(calls).stream().map(Future::resultNow).distinct().toList();

      assertThat(ids).hasSize(1);
      assertThat(ec2.describedIds()).isEqualTo(ids);
    }
  }
}

package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ssm.SsmClient;

/** What the product relies on in EC2; on AWS itself it costs a few minutes of t3.micro. */
class Ec2ContractTest {

  private static final String ALIAS =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final Ec2Client ec2 = AwsUnderTest.client(Ec2Client.builder());
  private final List<String> launched = new ArrayList<>();

  @AfterEach
  void terminateWhatWasLaunched() {
    if (!launched.isEmpty()) {
      ec2.terminateInstances(r -> r.instanceIds(launched));
    }
    ec2.close();
  }

  private String launch(String token, String zone, InstanceType type) {
    var id =
        ec2.runInstances(
                r ->
                    r.imageId(image())
                        .instanceType(type)
                        .minCount(1)
                        .maxCount(1)
                        .clientToken(token)
                        .placement(place -> place.availabilityZone(zone)))
            .instances()
            .getFirst()
            .instanceId();
    launched.add(id);
    return id;
  }

  private static String image() {
    try (var ssm = AwsUnderTest.client(SsmClient.builder())) {
      return ssm.getParameter(r -> r.name(ALIAS)).parameter().value();
    }
  }

  private static String refusal(ThrowingCallable call) {
    return catchThrowableOfType(Ec2Exception.class, call).awsErrorDetails().errorCode();
  }

  @Test
  void launchesOncePerTokenAndZone() {
    var token = UUID.randomUUID().toString();
    var id = launch(token, "eu-west-1a", InstanceType.T3_MICRO);

    assertThat(launch(token, "eu-west-1a", InstanceType.T3_MICRO)).isEqualTo(id);
    assertThat(refusal(() -> launch(token, "eu-west-1a", InstanceType.T3_SMALL)))
        .isEqualTo("IdempotentParameterMismatch");
    assertThat(launch(token, "eu-west-1b", InstanceType.T3_MICRO)).isNotEqualTo(id);
  }

  @Test
  void bootsAndEndsInSightOfItsToken() {
    var token = UUID.randomUUID().toString();
    var id = launch(token, "eu-west-1a", InstanceType.T3_MICRO);
    await().atMost(PATIENCE).until(() -> stateByToken(token).equals(List.of("running")));

    ec2.terminateInstances(r -> r.instanceIds(id));

    await().atMost(PATIENCE).until(() -> stateByToken(token).equals(List.of("terminated")));
    assertThat(launch(token, "eu-west-1a", InstanceType.T3_MICRO)).isEqualTo(id);
  }

  private List<String> stateByToken(String token) {
    return ec2
        .describeInstances(
            r -> r.filters(Filter.builder().name("client-token").values(token).build()))
        .reservations()
        .stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::state)
        .map(state -> state.nameAsString())
        .toList();
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(refusal(() -> ec2.describeInstances(r -> r.instanceIds("i-0123456789abcdef0"))))
        .isEqualTo("InvalidInstanceID.NotFound");
    assertThat(refusal(() -> ec2.terminateInstances(r -> r.instanceIds("nonsense"))))
        .isEqualTo("InvalidInstanceID.Malformed");
    assertThat(refusal(() -> ec2.describeKeyPairs(r -> r.keyNames("nobody"))))
        .isEqualTo("InvalidKeyPair.NotFound");
    assertThat(refusal(() -> ec2.describeInstances(r -> r.maxResults(1))))
        .isEqualTo("InvalidParameterValue");
  }

  @Test
  void hasThreeZonesEachWithADefaultSubnet() {
    assertThat(ec2.describeAvailabilityZones().availabilityZones())
        .extracting(zone -> zone.zoneName())
        .contains("eu-west-1a", "eu-west-1b", "eu-west-1c");
    assertThat(
            ec2.describeSubnets(
                    r -> r.filters(Filter.builder().name("default-for-az").values("true").build()))
                .subnets())
        .hasSizeGreaterThanOrEqualTo(3);
  }

  @Test
  void knowsTheImagesThatTheAliasesName() {
    var image = image();

    assertThat(
            ec2.describeImages(r -> r.imageIds(image)).images().getFirst().architectureAsString())
        .isEqualTo("x86_64");
    assertThat(
            ec2.describeInstanceTypes(r -> r.instanceTypes(InstanceType.T3_MICRO))
                .instanceTypes()
                .getFirst()
                .vCpuInfo()
                .defaultVCpus())
        .isEqualTo(2);
  }
}

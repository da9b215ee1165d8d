package io.cloudapp.logic.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.aws.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.paginators.DescribeInstancesIterable;
import software.amazon.awssdk.services.ssm.SsmClient;

@SuppressWarnings("unchecked")
class Ec2ComputeTest {

  private final Ec2Client ec2 = mock(Ec2Client.class);
  private final Ec2Compute compute =
      new Ec2Compute(
          ec2,
          mock(SsmClient.class),
          () -> new NetworkSettings("vpc-1", List.of("eu-west-1a=subnet-a")),
          new InstallSettings("test"));

  @Test
  void launchesWithEverySafeguard() {
    when(ec2.runInstances(any(RunInstancesRequest.class)))
        .thenReturn(
            RunInstancesResponse.builder()
                .instances(Instance.builder().instanceId("i-1").build())
                .build());

    assertThat(compute.launch(order())).isEqualTo(new LaunchOutcome.Launched("i-1"));

    var sent = ArgumentCaptor.forClass(RunInstancesRequest.class);
    verify(ec2).runInstances(sent.capture());
    var request = sent.getValue();
    assertThat(request.minCount()).isEqualTo(1);
    assertThat(request.maxCount()).isEqualTo(1);
    assertThat(request.clientToken()).isEqualTo("t".repeat(64));
    assertThat(request.metadataOptions().httpTokens()).isEqualTo(HttpTokensState.REQUIRED);
    assertThat(request.metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
    assertThat(request.instanceInitiatedShutdownBehavior()).isEqualTo(ShutdownBehavior.TERMINATE);
    assertThat(request.blockDeviceMappings()).singleElement().satisfies(Ec2ComputeTest::isSafe);
    assertThat(request.networkInterfaces())
        .singleElement()
        .satisfies(
            network -> {
              assertThat(network.associatePublicIpAddress()).isTrue();
              assertThat(network.deleteOnTermination()).isTrue();
            });
    assertThat(request.tagSpecifications())
        .hasSize(2)
        .allMatch(it -> it.tags().getFirst().key().equals("cloudapp:install-id"));
    assertThat(new String(Base64.getDecoder().decode(request.userData()), StandardCharsets.UTF_8))
        .isEqualTo("#cloud-config\n{}");
  }

  private static void isSafe(BlockDeviceMapping disk) {
    assertThat(disk.deviceName()).isEqualTo("/dev/xvda");
    assertThat(disk.ebs().encrypted()).isTrue();
    assertThat(disk.ebs().deleteOnTermination()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "500, InsufficientInstanceCapacity, NoCapacity",
    "400, Unsupported, NoCapacity",
    "400, InsufficientFreeAddressesInSubnet, NoCapacity",
    "503, RequestLimitExceeded, Unknown",
    "400, RequestLimitExceeded, Unknown",
    "500, InternalError, Unknown",
    "503, Unavailable, Unknown",
    "400, InvalidKeyPair.NotFound, Unknown",
    "400, VcpuLimitExceeded, Refused",
    "400, IdempotentParameterMismatch, Refused",
    "403, UnauthorizedOperation, Refused",
  })
  void tellsADefinitiveRefusalFromAnUnknownOutcome(int status, String code, String outcome) {
    when(ec2.runInstances(any(RunInstancesRequest.class))).thenThrow(failure(status, code));

    assertThat(compute.launch(order()).getClass().getSimpleName()).isEqualTo(outcome);
  }

  @Test
  void takesALostConnectionForAnUnknownOutcome() {
    when(ec2.runInstances(any(RunInstancesRequest.class)))
        .thenThrow(SdkClientException.create("read timed out"));

    assertThat(compute.launch(order())).isEqualTo(new LaunchOutcome.Unknown());
  }

  @Test
  void saysThatEc2DoesNotKnowWhatItShallTerminate() {
    when(ec2.terminateInstances(any(Consumer.class)))
        .thenThrow(failure(400, "InvalidInstanceID.NotFound"));

    assertThat(compute.terminate("i-1")).isFalse();
  }

  @Test
  void takesWhatHasNoTagsBecauseItIsNotThereForUnknown() {
    when(ec2.terminateInstances(any(Consumer.class)))
        .thenThrow(failure(403, "UnauthorizedOperation"));
    when(ec2.stopInstances(any(Consumer.class))).thenThrow(failure(403, "UnauthorizedOperation"));
    when(ec2.createTags(any(Consumer.class))).thenThrow(failure(403, "UnauthorizedOperation"));
    when(ec2.describeInstancesPaginator(any(Consumer.class)))
        .thenThrow(failure(400, "InvalidInstanceID.NotFound"));

    assertThat(compute.terminate("i-1")).isFalse();
    assertThat(compute.forceStop("i-1")).isEqualTo(StopOutcome.UNKNOWN);
    assertThatCode(() -> compute.tag("i-1", "cloudapp:expires-at", "now"))
        .doesNotThrowAnyException();
  }

  @Test
  void saysThatItMayNotTerminateWhatIsThere() {
    when(ec2.terminateInstances(any(Consumer.class)))
        .thenThrow(failure(403, "UnauthorizedOperation"));
    when(ec2.describeInstancesPaginator(any(Consumer.class)))
        .thenReturn(new DescribeInstancesIterable(ec2, DescribeInstancesRequest.builder().build()));
    when(ec2.describeInstances(any(DescribeInstancesRequest.class)))
        .thenReturn(
            DescribeInstancesResponse.builder()
                .reservations(it -> it.instances(somebodysInstance()))
                .build());

    assertThatThrownBy(() -> compute.terminate("i-1")).isInstanceOf(Ec2Exception.class);
  }

  private static Instance somebodysInstance() {
    return Instance.builder()
        .instanceId("i-1")
        .state(state -> state.name(InstanceStateName.RUNNING))
        .launchTime(Instant.EPOCH)
        .instanceType("t3.micro")
        .build();
  }

  @Test
  void asksToTryAThrottledTerminationAgain() {
    when(ec2.terminateInstances(any(Consumer.class)))
        .thenThrow(failure(503, "RequestLimitExceeded"));

    assertThatThrownBy(() -> compute.terminate("i-1")).isInstanceOf(Unavailable.class);
  }

  @Test
  void stopsByForceAndSaysWhenEc2WillNot() {
    assertThat(compute.forceStop("i-1")).isEqualTo(StopOutcome.ORDERED);

    var sent = ArgumentCaptor.forClass(Consumer.class);
    verify(ec2).stopInstances(sent.capture());
    var request = StopInstancesRequest.builder();
    sent.getValue().accept(request);
    assertThat(request.build().force()).isTrue();

    when(ec2.stopInstances(any(Consumer.class))).thenThrow(failure(400, "IncorrectInstanceState"));
    assertThat(compute.forceStop("i-1")).isEqualTo(StopOutcome.WILL_NOT);
  }

  @ParameterizedTest
  @CsvSource({"0.0.0.0/0", "::/0"})
  void neverOpensSshToTheWorld(String cidr) {
    var rules = List.of(new IngressRule(22, cidr, "ssh"));

    assertThatThrownBy(() -> compute.ensureSecurityGroup("group", rules))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static LaunchOrder order() {
    return new LaunchOrder(
        "t".repeat(64),
        new Image("ami-1", "/dev/xvda"),
        "t3.micro",
        new Disk(8, "gp3"),
        "subnet-a",
        "sg-1",
        Optional.of("cloudapp-1"),
        "#cloud-config\n{}",
        Map.of("cloudapp:install-id", "test"));
  }

  private static Ec2Exception failure(int status, String code) {
    return (Ec2Exception)
        Ec2Exception.builder()
            .statusCode(status)
            .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
            .build();
  }
}

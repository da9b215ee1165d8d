package io.cloudapp.local.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.cloudapp.local.contract.AwsUnderTest;
import io.cloudapp.local.endpoint.AwsEndpoint;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.RunInstancesResponse;

/** An EC2 on an endpoint of its own, whose time the test moves. */
final class ServedEc2 implements AutoCloseable {

  static final Duration BOOT = Duration.ofSeconds(3);
  static final String IMAGE =
      MachineImages.idsByAlias()
          .get("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64");
  static final String ZONE_A = "eu-west-1a";
  static final String ZONE_B = "eu-west-1b";

  final MovableClock clock = new MovableClock();
  final Ec2Faults faults = new Ec2Faults();
  final Ec2Service service;
  final Ec2Client client;
  private final AwsEndpoint endpoint;

  /** Everything shows at once. */
  ServedEc2() {
    this(options -> options.with(Ec2Settings.defaults().withBoot(BOOT).withMaxLag(Duration.ZERO)));
  }

  ServedEc2(UnaryOperator<Ec2Service.Options> change) {
    service = new Ec2Service(change.apply(Ec2Service.Options.defaults().with(clock).with(faults)));
    endpoint = AwsEndpoint.bind(0);
    endpoint.serve(List.of(service));
    client = AwsUnderTest.client(Ec2Client.builder(), endpoint.uri());
  }

  /** Launches one instance in zone a, unless the test says otherwise. */
  RunInstancesResponse launch(Consumer<RunInstancesRequest.Builder> change) {
    return client.runInstances(
        request -> {
          request
              .imageId(IMAGE)
              .instanceType(InstanceType.T3_MICRO)
              .minCount(1)
              .maxCount(1)
              .placement(place -> place.availabilityZone(ZONE_A));
          change.accept(request);
        });
  }

  String launchedId() {
    return launchedId(_ -> {});
  }

  String launchedId(Consumer<RunInstancesRequest.Builder> change) {
    return launch(change).instances().getFirst().instanceId();
  }

  Instance described(String id) {
    return client
        .describeInstances(request -> request.instanceIds(id))
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  List<String> describedIds() {
    return client.describeInstances().reservations().stream()
        .flatMap(reservation -> reservation.instances().stream())
        .map(Instance::instanceId)
        .toList();
  }

  String stateOf(String id) {
    return described(id).state().nameAsString();
  }

  static void assertRefused(String code, ThrowingCallable call) {
    assertRefused(400, code, call);
  }

  static void assertRefused(int status, String code, ThrowingCallable call) {
    var refusal = catchThrowableOfType(Ec2Exception.class, call);
    assertThat(refusal).as("a refusal with " + code).isNotNull();
    assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
    assertThat(refusal.statusCode()).isEqualTo(status);
  }

  @Override
  public void close() {
    client.close();
    endpoint.close();
    service.close();
  }
}

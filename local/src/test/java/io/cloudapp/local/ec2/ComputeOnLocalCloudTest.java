package io.cloudapp.local.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.local.endpoint.AwsEndpoint;
import io.cloudapp.local.secrets.SecretsManagerService;
import io.cloudapp.local.secrets.SecretsState;
import io.cloudapp.local.snapshot.StateFile;
import io.cloudapp.local.ssm.SsmService;
import io.cloudapp.local.ssm.SsmState;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.compute.LaunchOrder;
import io.cloudapp.logic.compute.LaunchOutcome;
import io.cloudapp.logic.compute.LaunchOutcome.Launched;
import io.cloudapp.logic.compute.StopOutcome;
import io.cloudapp.logic.keypair.LoginKeys;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The product's own use of EC2, Secrets Manager and Parameter Store, against LocalCloud's. */
class ComputeOnLocalCloudTest {

  private static final String ALIAS =
      "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

  private AwsEndpoint endpoint;
  private ApplicationContext context;
  private Compute compute;
  private LoginKeys keys;

  @BeforeEach
  void start() {
    endpoint = AwsEndpoint.bind(0);
    var settings = Ec2Settings.defaults().withBoot(Duration.ofMillis(300));
    endpoint.serve(
        List.of(
            new Ec2Service(Ec2Service.Options.defaults().with(settings)),
            new SecretsManagerService(
                Clock.systemUTC(),
                RandomGenerator.getDefault(),
                StateFile.nowhere(SecretsState.class)),
            new SsmService(
                Clock.systemUTC(), MachineImages.idsByAlias(), StateFile.nowhere(SsmState.class))));
    var properties = new HashMap<String, Object>();
    properties.put("cloudapp.install-id", "test");
    properties.put("cloudapp.aws.region", "eu-west-1");
    properties.put("cloudapp.aws.endpoint", endpoint.uri().toString());
    properties.put("cloudapp.network.vpc-id", Network.VPC);
    properties.put(
        "cloudapp.network.subnets",
        Network.subnets().stream().map(it -> it.zone() + "=" + it.id()).toList());
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
    context =
        ApplicationContext.builder("compute-test")
            .deduceEnvironment(false)
            .properties(properties)
            .start();
    compute = context.getBean(Compute.class);
    keys = context.getBean(LoginKeys.class);
  }

  @AfterEach
  void stop() {
    context.close();
    endpoint.close();
    System.clearProperty("aws.accessKeyId");
    System.clearProperty("aws.secretAccessKey");
  }

  @Test
  void launchesBootsAndTerminates() {
    keys.prepare("one");
    keys.prepare("one");
    var order = order("a".repeat(64));
    var launched = (Launched) compute.launch(order);

    assertThat(compute.launch(order)).isEqualTo(launched);
    var running = eventually(launched.ec2InstanceId(), State.RUNNING);
    assertThat(running.host()).isPresent();
    assertThat(compute.findByToken(order.clientToken())).contains(running);
    assertThat(compute.listOurs()).containsExactly(running);
    assertThat(compute.terminate(launched.ec2InstanceId())).isTrue();
    eventually(launched.ec2InstanceId(), State.TERMINATED);
    assertThat(compute.listOurs()).isEmpty();
    keys.deleteAll("one");
    keys.deleteAll("one");
    assertThat(keys.readPrivateKey("one")).isEmpty();
  }

  @Test
  void stopsByForce() {
    keys.prepare("one");
    var launched = (Launched) compute.launch(order("b".repeat(64)));
    eventually(launched.ec2InstanceId(), State.RUNNING);

    assertThat(compute.forceStop(launched.ec2InstanceId())).isEqualTo(StopOutcome.ORDERED);
    eventually(launched.ec2InstanceId(), State.STOPPED);
  }

  @Test
  void refusesTheSameTokenForAnotherOrder() {
    keys.prepare("one");
    compute.launch(order("c".repeat(64)));
    var other = order("c".repeat(64), Map.of("cloudapp:install-id", "other"));

    assertThat(compute.launch(other))
        .isEqualTo(new LaunchOutcome.Refused("IdempotentParameterMismatch"));
  }

  @Test
  void knowsNothingOfWhatDoesNotExist() {
    assertThat(compute.find("i-0123456789abcdef0")).isEmpty();
    assertThat(compute.findByToken("d".repeat(64))).isEmpty();
    assertThat(compute.terminate("i-0123456789abcdef0")).isFalse();
    assertThat(compute.findImage("/aws/service/nothing")).isEmpty();
    assertThat(compute.findImage("ami-0123456789abcdef0")).isEmpty();
    assertThat(keys.readPrivateKey("nothing")).isEmpty();
  }

  private ComputeInstance eventually(String id, State state) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> compute.find(id), found -> found.filter(it -> it.state() == state).isPresent())
        .orElseThrow();
  }

  private LaunchOrder order(String token) {
    return order(token, Map.of("cloudapp:install-id", "test", "Name", "one"));
  }

  private LaunchOrder order(String token, Map<String, String> tags) {
    var rules =
        List.of(new IngressRule(80, "0.0.0.0/0", "web"), new IngressRule(22, "10.0.0.0/8", "ssh"));
    compute.ensureSecurityGroup("cloudapp-test-nginx-v1", rules);
    return new LaunchOrder(
        token,
        compute.findImage(ALIAS).orElseThrow(),
        "t3.micro",
        new Disk(10, "gp3"),
        Network.subnets().getFirst().id(),
        compute.ensureSecurityGroup("cloudapp-test-nginx-v1", rules),
        Optional.of(keys.keyPairName("one")),
        "#cloud-config\n{}\n",
        tags);
  }
}

package io.cloudapp.local.contract;

import io.cloudapp.local.athena.AthenaService;
import io.cloudapp.local.athena.AthenaState;
import io.cloudapp.local.athena.data.Warehouse;
import io.cloudapp.local.ec2.Ec2Service;
import io.cloudapp.local.ec2.Ec2Settings;
import io.cloudapp.local.ec2.Ec2State;
import io.cloudapp.local.ec2.MachineImages;
import io.cloudapp.local.endpoint.AwsEndpoint;
import io.cloudapp.local.glue.GlueService;
import io.cloudapp.local.glue.GlueState;
import io.cloudapp.local.s3.ObjectService;
import io.cloudapp.local.secrets.SecretsManagerService;
import io.cloudapp.local.secrets.SecretsState;
import io.cloudapp.local.snapshot.StateFile;
import io.cloudapp.local.sns.Mailbox;
import io.cloudapp.local.sns.SnsService;
import io.cloudapp.local.sns.SnsState;
import io.cloudapp.local.sns.SnsTargets;
import io.cloudapp.local.ssm.SsmService;
import io.cloudapp.local.ssm.SsmState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.regions.Region;

/**
 * The AWS that contract tests speak to: the one at {@code CLOUDAPP_AWS_ENDPOINT} ({@code aws} for
 * AWS itself), or one of their own.
 */
public final class AwsUnderTest {

  private static final Optional<String> GIVEN =
      Optional.ofNullable(System.getenv("CLOUDAPP_AWS_ENDPOINT"));
  private static final Optional<URI> OWN =
      GIVEN.isPresent() ? Optional.empty() : Optional.of(own());

  private AwsUnderTest() {}

  /** A client of it that does not retry. */
  public static <B extends AwsClientBuilder<B, C>, C> C client(B builder) {
    if (GIVEN.filter("aws"::equals).isPresent()) {
      return builder
          .region(Region.EU_WEST_1)
          .credentialsProvider(DefaultCredentialsProvider.builder().build())
          .build();
    }
    return client(builder, OWN.or(() -> GIVEN.map(URI::create)).orElseThrow());
  }

  /** A client of that endpoint that does not retry. */
  public static <B extends AwsClientBuilder<B, C>, C> C client(B builder, URI endpoint) {
    return builder
        .endpointOverride(endpoint)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .overrideConfiguration(
            override ->
                override
                    .retryStrategy(AwsRetryStrategy.doNotRetry())
                    .apiCallTimeout(Duration.ofSeconds(20)))
        .build();
  }

  private static URI own() {
    var settings =
        new Ec2Settings(
            Duration.ofMillis(400),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(200),
            Duration.ofMillis(100),
            Duration.ofHours(1));
    var nowhere =
        new SnsTargets() {
          @Override
          public void sendToQueue(String queueArn, String body) {}

          @Override
          public void invokeFunction(String functionArn, String event) {}
        };
    var clock = Clock.systemUTC();
    var folder = folder();
    var objects = ObjectService.start(folder.resolve("s3"));
    var glue = new GlueService(clock, StateFile.nowhere(GlueState.class));
    var athena =
        new AthenaService(
            new Warehouse(glue, folder.resolve("s3"), folder.resolve("duckdb"), clock),
            (_, _) -> {},
            clock,
            StateFile.nowhere(AthenaState.class));
    var endpoint = AwsEndpoint.bind(0);
    endpoint.serve(
        List.of(
            objects,
            glue,
            athena,
            new Ec2Service(
                Ec2Service.Options.defaults()
                    .with(settings)
                    .with(StateFile.nowhere(Ec2State.class))),
            new SnsService(clock, new Mailbox(), nowhere, StateFile.nowhere(SnsState.class)),
            new SecretsManagerService(
                clock, RandomGenerator.getDefault(), StateFile.nowhere(SecretsState.class)),
            new SsmService(clock, MachineImages.idsByAlias(), StateFile.nowhere(SsmState.class))));
    return endpoint.uri();
  }

  // Left to the operating system: these services end with the JVM.
  private static Path folder() {
    try {
      return Files.createTempDirectory("cloudapp-contract-");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

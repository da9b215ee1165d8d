package io.cloudapp.logic.aws;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/**
 * The AWS clients, all with the same limits.
 *
 * <p>A call may take 8 s with one retry inside the SDK; whoever called retries above that. EC2 has
 * no retry here: its refusals decide between zones, and its throttles belong to the workflow.
 */
@Factory
final class AwsClients {

  private static final Duration ATTEMPT = Duration.ofSeconds(4);
  private static final Duration CALL = Duration.ofSeconds(8);

  private final AwsSettings settings;
  private final Optional<AwsCredentialsProvider> credentials;
  private final SdkHttpClient http =
      UrlConnectionHttpClient.builder()
          .connectionTimeout(Duration.ofSeconds(2))
          .socketTimeout(ATTEMPT)
          .build();

  /**
   * @param credentials those of the role that this runs as, where the SDK would not find them
   */
  AwsClients(AwsSettings settings, Optional<AwsCredentialsProvider> credentials) {
    this.settings = settings;
    this.credentials = credentials;
  }

  @Singleton
  @Bean(preDestroy = "close")
  SfnClient stepFunctions() {
    return configured(SfnClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  Ec2Client ec2() {
    return configured(Ec2Client.builder(), 0).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  CloudWatchLogsClient logs() {
    return configured(CloudWatchLogsClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SnsClient sns() {
    return configured(SnsClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  S3Client s3() {
    return configured(S3Client.builder(), 1).forcePathStyle(true).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SqsClient sqs() {
    return configured(SqsClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SsmClient systemsManager() {
    return configured(SsmClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  SecretsManagerClient secretsManager() {
    return configured(SecretsManagerClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  CognitoIdentityProviderClient cognito() {
    return configured(CognitoIdentityProviderClient.builder(), 1).build();
  }

  @Singleton
  @Bean(preDestroy = "close")
  AthenaClient athena() {
    return configured(AthenaClient.builder(), 1).build();
  }

  private <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B configured(
      B builder, int retries) {
    settings.endpoint().ifPresent(builder::endpointOverride);
    credentials.ifPresent(builder::credentialsProvider);
    return builder
        .region(Region.of(settings.region()))
        .httpClient(http)
        .overrideConfiguration(
            options ->
                options
                    .apiCallAttemptTimeout(ATTEMPT)
                    .apiCallTimeout(CALL)
                    .retryStrategy(RetryMode.STANDARD)
                    .retryStrategy(strategy -> strategy.maxAttempts(retries + 1))
                    .putAdvancedOption(
                        SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION,
                        settings.endpoint().isPresent()));
  }
}

package io.cloudapp.logic.database;

import io.cloudapp.logic.aws.AwsSettings;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner.AuthLocation;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Makes the passwords of IAM: a signed request to connect, which RDS takes for 15 minutes.
 *
 * <p>The SDK has it in its client of RDS, whose jar is 6 MB; the signature is all that is needed.
 */
@Singleton
final class IamTokens {

  private static final Duration LIFETIME = Duration.ofMinutes(15);

  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider credentials;
  private final String region;
  private final Clock clock;

  @jakarta.inject.Inject
  IamTokens(AwsSettings settings, Clock clock) {
    this(DefaultCredentialsProvider.builder().build(), settings.region(), clock);
  }

  IamTokens(AwsCredentialsProvider credentials, String region, Clock clock) {
    this.credentials = credentials;
    this.region = region;
    this.clock = clock;
  }

  /** A token for one user at one address; asked for anew before each connection. */
  String token(String host, int port, String username) {
    AwsCredentialsIdentity identity = credentials.resolveCredentials();
    var request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .protocol("https")
            .host(host)
            .port(port)
            .encodedPath("/")
            .putRawQueryParameter("DBUser", username)
            .putRawQueryParameter("Action", "connect")
            .build();
    var signed =
        signer.sign(
            sign ->
                sign.identity(identity)
                    .request(request)
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "rds-db")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.AUTH_LOCATION, AuthLocation.QUERY_STRING)
                    .putProperty(AwsV4HttpSigner.EXPIRATION_DURATION, LIFETIME)
                    .putProperty(HttpSigner.SIGNING_CLOCK, clock));
    return signed.request().getUri().toString().substring("https://".length());
  }
}

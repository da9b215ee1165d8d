package io.cloudapp.local.endpoint;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.regions.Region;

/**
 * The AWS that a contract test talks to: the one named by {@code CLOUDAPP_AWS_ENDPOINT}, or a part
 * of LocalCloud of the test's own.
 */
public final class AwsUnderTest implements AutoCloseable {

  private final URI uri;
  private final Optional<AwsEndpoint> own;

  private AwsUnderTest(URI uri, Optional<AwsEndpoint> own) {
    this.uri = uri;
    this.own = own;
  }

  public static AwsUnderTest with(AwsService service) {
    return with(_ -> service);
  }

  /** For a service that has to know the endpoint's address. */
  public static AwsUnderTest with(Function<URI, AwsService> service) {
    var elsewhere = System.getenv("CLOUDAPP_AWS_ENDPOINT");
    if (elsewhere != null) {
      return new AwsUnderTest(URI.create(elsewhere), Optional.empty());
    }
    var endpoint = AwsEndpoint.bind(0);
    endpoint.serve(List.of(service.apply(endpoint.uri())));
    return new AwsUnderTest(endpoint.uri(), Optional.of(endpoint));
  }

  public URI uri() {
    return uri;
  }

  public <C, B extends AwsClientBuilder<B, C>> C client(B builder) {
    return builder
        .endpointOverride(uri)
        .region(Region.EU_WEST_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }

  /** A name that no other run uses. */
  public static String unique(String prefix) {
    return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
  }

  @Override
  public void close() {
    own.ifPresent(AwsEndpoint::close);
  }
}

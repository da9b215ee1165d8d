package io.cloudapp.local.endpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer of an AWS service.
 *
 * @param headers response headers; {@code x-amzn-RequestId} and the length are added by the
 *     endpoint
 */
public record AwsResponse(int status, Map<String, String> headers, byte[] body) {

  public AwsResponse {
    headers = Map.copyOf(headers);
  }

  /** An answer of the AWS JSON protocols. */
  public static AwsResponse json(String version, byte[] body) {
    return new AwsResponse(200, Map.of("Content-Type", "application/x-amz-json-" + version), body);
  }

  /** An answer of the AWS Query and EC2 protocols. */
  public static AwsResponse xml(String body) {
    return new AwsResponse(
        200,
        Map.of("Content-Type", "text/xml;charset=UTF-8"),
        body.getBytes(StandardCharsets.UTF_8));
  }
}

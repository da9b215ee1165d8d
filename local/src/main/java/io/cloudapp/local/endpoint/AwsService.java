package io.cloudapp.local.endpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** One AWS service as LocalCloud answers for it: only the operations the product uses. */
public interface AwsService {

  /** The name in a SigV4 credential scope: {@code states}, {@code ec2}, {@code s3} and so on. */
  String signingName();

  /**
   * Answers one request.
   *
   * @throws AwsError for every refusal; the endpoint renders it in the service's own protocol
   */
  AwsResponse answer(AwsRequest request);

  /**
   * Whether an unsigned request for this path belongs to this service, as a user pool's {@code
   * /<pool>/.well-known/jwks.json} belongs to Cognito.
   */
  default boolean claims(String path) {
    return false;
  }

  /** Renders a refusal; by default as the AWS JSON protocols do. */
  default AwsResponse refusal(AwsError error, String requestId) {
    var body =
        new JsonMapper()
            .createObjectNode()
            .put("__type", error.code())
            .put("message", error.getMessage());
    return new AwsResponse(
        error.status(),
        Map.of("Content-Type", "application/x-amz-json-1.1", "x-amzn-ErrorType", error.code()),
        body.toString().getBytes(StandardCharsets.UTF_8));
  }
}

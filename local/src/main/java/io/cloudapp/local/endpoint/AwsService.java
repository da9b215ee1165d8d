package io.cloudapp.local.endpoint;

/** One AWS service as LocalCloud answers for it: only the operations the product uses. */
public interface AwsService {

  /** The name in a SigV4 credential scope, for example {@code states}, {@code ec2} or {@code s3}. */
  String signingName();

  /**
   * Answers one request.
   *
   * @throws AwsError for every refusal; the endpoint renders it in the service's own protocol
   */
  AwsResponse answer(AwsRequest request);
}

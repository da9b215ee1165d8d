package io.cloudapp.local.iam;

import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.QueryInput;
import java.util.List;

/** Requests to SNS. */
final class TopicRequests implements RequestReader {

  @Override
  public List<AccessRequest> read(AwsRequest request) {
    var input = QueryInput.parse(request);
    return List.of(AccessRequest.of("sns:" + input.action(), input.text("TopicArn").orElse("*")));
  }
}

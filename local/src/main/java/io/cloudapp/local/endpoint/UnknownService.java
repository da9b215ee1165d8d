package io.cloudapp.local.endpoint;

import java.util.Map;

/** Stands for a service that LocalCloud does not have. */
record UnknownService(String signingName) implements AwsService {

  @Override
  public AwsResponse answer(AwsRequest request) {
    if (request.header("content-type").orElse("").startsWith("application/x-www-form-urlencoded")) {
      throw AwsError.unknownAction(signingName, QueryInput.parse(request).action());
    }
    throw AwsError.unknownOperation(
        signingName
            + ":"
            + request.header("x-amz-target").orElse(request.method() + " " + request.path()));
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    return error.isUnknownAction()
        ? QueryProtocol.query(signingName, "", Map.of()).refusal(error, requestId)
        : AwsService.super.refusal(error, requestId);
  }
}

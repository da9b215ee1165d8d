package io.cloudapp.local.iam;

import io.cloudapp.local.endpoint.AwsRequest;
import java.util.List;

/** Requests to S3, whose actions are methods and paths. */
final class ObjectRequests implements RequestReader {

  @Override
  public List<AccessRequest> read(AwsRequest request) {
    var path = request.path().substring(1);
    if (path.isEmpty()) {
      return List.of(AccessRequest.of("s3:ListAllMyBuckets", "*"));
    }
    var isObject = path.indexOf('/') > 0 && path.indexOf('/') < path.length() - 1;
    return List.of(AccessRequest.of(action(request.method(), isObject), "arn:aws:s3:::" + path));
  }

  private static String action(String method, boolean isObject) {
    return switch (method) {
      case "GET", "HEAD" -> isObject ? "s3:GetObject" : "s3:ListBucket";
      case "DELETE" -> isObject ? "s3:DeleteObject" : "s3:DeleteBucket";
      default -> isObject ? "s3:PutObject" : "s3:CreateBucket";
    };
  }
}

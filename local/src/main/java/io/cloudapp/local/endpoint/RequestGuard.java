package io.cloudapp.local.endpoint;

/** Decides whether a request reaches its service. */
@FunctionalInterface
public interface RequestGuard {

  /**
   * @param service its signing name
   * @throws AwsError when it does not
   */
  void check(String service, AwsRequest request);
}

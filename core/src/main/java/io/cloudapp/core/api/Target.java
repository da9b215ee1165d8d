package io.cloudapp.core.api;

import io.cloudapp.core.function.CloudFunction;

/** What answers a route. */
public sealed interface Target {

  /** A Lambda function, called with an HTTP API event of payload format 2.0. */
  record OfFunction(CloudFunction function) implements Target {}

  /** A service on EKS, reached through the VPC link. */
  record OfService(Service service) implements Target {}
}

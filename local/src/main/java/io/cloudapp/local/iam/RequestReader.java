package io.cloudapp.local.iam;

import io.cloudapp.local.endpoint.AwsRequest;
import java.util.List;

/** Tells what a request to a service needs to be allowed; all of it. */
@FunctionalInterface
interface RequestReader {

  List<AccessRequest> read(AwsRequest request);
}

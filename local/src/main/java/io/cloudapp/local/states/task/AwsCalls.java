package io.cloudapp.local.states.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;

/** The AWS services that workflows call, in this process or over HTTP. */
@FunctionalInterface
public interface AwsCalls {

  /**
   * Calls an operation.
   *
   * @param service the signing name, for example {@code sqs}, {@code sns}, {@code states}
   * @param operation for example {@code SendMessage}
   * @param input members named as on the wire
   * @throws AwsError when the service refuses
   */
  JsonNode call(String service, String operation, ObjectNode input);
}

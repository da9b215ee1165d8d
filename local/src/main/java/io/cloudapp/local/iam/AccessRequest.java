package io.cloudapp.local.iam;

import java.util.List;
import java.util.Map;

/**
 * One thing that somebody wants to do with one resource, as IAM is asked about it.
 *
 * @param action for example {@code sqs:SendMessage}
 * @param resource its ARN; a star where the action knows no resource
 * @param context values by condition key
 */
public record AccessRequest(String action, String resource, Map<String, List<String>> context) {

  public AccessRequest {
    context = Map.copyOf(context);
  }

  public static AccessRequest of(String action, String resource) {
    return new AccessRequest(action, resource, Map.of());
  }
}

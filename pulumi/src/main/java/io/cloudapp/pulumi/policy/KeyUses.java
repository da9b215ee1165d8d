package io.cloudapp.pulumi.policy;

import com.pulumi.core.Output;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Permission;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a role needs of the keys that its resources are encrypted with: AWS's services use a key
 * with the permissions of whoever calls them, and nobody here may use one in any other way.
 *
 * @param data the ARN of the key of queues, buckets and the stack's secrets; the people's own are
 *     under a key of AWS's, which needs no statement
 * @param notices the ARN of the key of topics
 */
public record KeyUses(Output<String> data, Output<String> notices, String region) {

  private static final Map<String, List<String>> BY_ACTION =
      Map.of(
          "sqs:SendMessage", List.of("kms:Decrypt", "kms:GenerateDataKey"),
          "sqs:ReceiveMessage", List.of("kms:Decrypt"),
          "sns:Publish", List.of("kms:Decrypt", "kms:GenerateDataKey"),
          "s3:GetObject", List.of("kms:Decrypt"),
          "secretsmanager:GetSecretValue", List.of("kms:Decrypt"),
          "secretsmanager:PutSecretValue", List.of("kms:Decrypt", "kms:GenerateDataKey"),
          "s3:PutObject", List.of("kms:GenerateDataKey"));

  /** The statements that a role with these permissions needs as well. */
  public List<Statement> of(List<Permission> permissions) {
    var byService = new LinkedHashMap<String, Set<String>>();
    for (var permission : permissions) {
      for (var action : permission.actions()) {
        if (BY_ACTION.containsKey(action)
            && permission.resources().stream().anyMatch(KeyUses::isEncrypted)) {
          byService
              .computeIfAbsent(action.split(":")[0], _ -> new LinkedHashSet<>())
              .addAll(BY_ACTION.get(action));
        }
      }
    }
    return byService.entrySet().stream()
        .map(use -> through(use.getKey(), List.copyOf(use.getValue())))
        .toList();
  }

  /** The use of a key through a service, for example {@code sqs}, and not otherwise. */
  public Statement through(String service, List<String> actions) {
    return through(service, service.equals("sns") ? notices : data, region, actions);
  }

  /** The use of the key of the data through a service by whoever has no other use of it. */
  public static Statement through(
      String service, Output<String> key, String region, List<String> actions) {
    return Statement.allow(actions.stream().sorted().toList(), List.of(key))
        .when(
            "StringEquals",
            "kms:ViaService",
            Output.of("%s.%s.amazonaws.com".formatted(service, region)));
  }

  private static boolean isEncrypted(AwsResource resource) {
    return switch (resource) {
      case LOGIN_QUEUE,
          DEAD_LETTER_QUEUE,
          ADMIN_TOPIC,
          PEOPLE_TOPIC,
          USAGE_EVENTS,
          RECONCILE_OBJECTS,
          DATABASE_OWNER_SECRET,
          DATABASE_USER_SECRET,
          SESSION_KEYS_SECRET,
          USAGE_EVENTS_BY_ATHENA,
          QUERY_RESULTS_BY_ATHENA ->
          true;
      default -> false;
    };
  }
}

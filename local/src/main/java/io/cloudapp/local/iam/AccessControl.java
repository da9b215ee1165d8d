package io.cloudapp.local.iam;

import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Permission;
import io.cloudapp.core.permission.Permissions;
import io.cloudapp.local.ec2.Ec2Service;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.RequestGuard;
import io.cloudapp.local.installation.Installation;
import io.cloudapp.local.installation.Resources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets each part of CloudApp do what {@link Permissions} says and no more, as its role does on AWS.
 *
 * <p>A role is known by the access key id of a signature. Any other access key is somebody's who
 * works with LocalCloud, and may do everything.
 */
public final class AccessControl implements RequestGuard {

  private static final Logger LOG = LoggerFactory.getLogger(AccessControl.class);

  /** Without a user pool, second factors and keys are secrets; no stack on AWS is without one. */
  private static final Permission DIRECTORY_SECRETS =
      new Permission(
          List.of(
              "secretsmanager:CreateSecret",
              "secretsmanager:GetSecretValue",
              "secretsmanager:DeleteSecret"),
          List.of(AwsResource.SECRETS));

  private final Set<Use> uses = ConcurrentHashMap.newKeySet();
  private volatile Map<String, Role> roles = Map.of();
  private volatile Map<String, RequestReader> readers = Map.of();

  /**
   * Begins to refuse; until then everybody sets things up.
   *
   * @param directory {@code cognito} or {@code database}
   */
  public void enforce(Resources resources, Ec2Service ec2, String directory) {
    var more = directory.equals("database") ? List.of(DIRECTORY_SECRETS) : List.<Permission>of();
    var arns = new Arns(resources);
    var all = new HashMap<String, Role>();
    for (var function : CloudFunction.values()) {
      var permissions = new ArrayList<>(Permissions.of(function));
      permissions.addAll(more);
      add(all, RoleName.of(function), permissions, arns);
    }
    for (var service : Service.values()) {
      add(all, RoleName.of(service), Permissions.of(service), arns);
    }
    for (var machine : StateMachine.values()) {
      add(all, RoleName.of(machine), Permissions.of(machine), arns);
    }
    var known = new HashMap<String, RequestReader>();
    for (var service :
        List.of(
            "sqs", "states", "secretsmanager", "ssm", "athena", "logs", "cognito-idp", "glue")) {
      known.put(service, new JsonRequests(service, resources));
    }
    known.put("ec2", new Ec2Requests(ec2::tags));
    known.put("sns", new TopicRequests());
    known.put("s3", new ObjectRequests());
    readers = Map.copyOf(known);
    roles = Map.copyOf(all);
  }

  private static void add(
      Map<String, Role> roles, String name, List<Permission> permissions, Arns arns) {
    roles.put(name, new Role(name, permissions, arns, Installation.ID));
  }

  @Override
  public void check(String service, AwsRequest request) {
    if (!roles.containsKey(request.caller())) {
      return;
    }
    var reader = readers.get(service);
    var wanted =
        reader == null
            ? List.of(AccessRequest.of(service + ":" + request.method(), "*"))
            : reader.read(request);
    denial(request.caller(), wanted)
        .ifPresent(
            message -> {
              throw refusal(service, message);
            });
  }

  /** Why a role may not do all of this; empty when it may. */
  public Optional<String> denial(String name, List<AccessRequest> wanted) {
    var role = roles.get(name);
    if (role == null) {
      return Optional.empty();
    }
    for (var request : wanted) {
      var allowed = role.allows(request);
      if (allowed.isEmpty()) {
        var message = message(name, request);
        LOG.warn("{} {}", message, request.context());
        return Optional.of(message);
      }
      uses.add(new Use(name, request.action(), allowed.get()));
    }
    return Optional.empty();
  }

  /** What was done by the permissions so far. */
  public Set<Use> uses() {
    return Set.copyOf(uses);
  }

  private static String message(String role, AccessRequest request) {
    return "User: arn:aws:sts::%s:assumed-role/%s/local is not authorized to perform: %s on resource: %s because no identity-based policy allows the %s action"
        .formatted(Arns.ACCOUNT, role, request.action(), request.resource(), request.action());
  }

  private static AwsError refusal(String service, String message) {
    return switch (service) {
      case "ec2" ->
          new AwsError(
              403,
              "UnauthorizedOperation",
              "You are not authorized to perform this operation. " + message);
      case "sns" -> new AwsError(403, "AuthorizationError", message);
      case "s3" -> new AwsError(403, "AccessDenied", message);
      default -> new AwsError(400, "AccessDeniedException", message);
    };
  }
}

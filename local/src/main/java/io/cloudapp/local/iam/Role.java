package io.cloudapp.local.iam;

import io.cloudapp.core.configuration.InstanceTypes;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Condition;
import io.cloudapp.core.permission.Permission;
import io.cloudapp.core.permission.Wildcards;
import java.util.List;
import java.util.Optional;

/**
 * What a part of CloudApp may do.
 *
 * @param name the access key id of its credentials
 */
record Role(String name, List<Permission> permissions, Arns arns, String installation) {

  Role {
    permissions = List.copyOf(permissions);
  }

  /** By which of its permissions it may do this; empty when by none. */
  Optional<AwsResource> allows(AccessRequest request) {
    return permissions.stream()
        .filter(permission -> permission.actions().contains(request.action()))
        .flatMap(permission -> permission.resources().stream())
        .filter(resource -> isAbout(resource, request))
        .findFirst();
  }

  private boolean isAbout(AwsResource resource, AccessRequest request) {
    return arns.of(resource).stream().anyMatch(arn -> Wildcards.match(arn, request.resource()))
        && resource.conditions().stream().allMatch(condition -> holds(condition, request));
  }

  private boolean holds(Condition condition, AccessRequest request) {
    var actual = request.context().getOrDefault(condition.key(), List.of());
    var wanted = wanted(condition);
    return switch (condition.operator()) {
      case STRING_EQUALS, BOOL, NUMERIC_EQUALS ->
          actual.size() == 1 && wanted.contains(actual.getFirst());
      case STRING_LIKE ->
          actual.size() == 1
              && wanted.stream().anyMatch(pattern -> Wildcards.match(pattern, actual.getFirst()));
      case ANY_EQUALS -> actual.stream().anyMatch(wanted::contains);
      case ALL_EQUAL -> wanted.containsAll(actual);
    };
  }

  private List<String> wanted(Condition condition) {
    return switch (condition.operand()) {
      case Condition.Texts(var texts) -> texts;
      case Condition.Setting setting ->
          switch (setting) {
            case INSTALLATION -> List.of(installation);
            case INSTANCE_TYPES -> InstanceTypes.USUAL.patterns();
          };
    };
  }
}

package io.cloudapp.core.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One thing that a part of CloudApp may do; all else is denied.
 *
 * @param actions whole names, for example {@code sqs:SendMessage}
 */
public record Permission(List<String> actions, List<AwsResource> resources) {

  public Permission {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    for (var action : actions) {
      if (!action.matches("[a-z0-9-]+:[A-Za-z0-9]+")) {
        throw new IllegalArgumentException("Name one action of one service, not " + action);
      }
    }
  }

  /** The same, in parts that each are under the same conditions: a statement of IAM has one set. */
  public List<Permission> byConditions() {
    return resources.stream()
        .collect(
            Collectors.groupingBy(AwsResource::conditions, LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(alike -> new Permission(actions, alike))
        .toList();
  }

  /** What has to be true of a call to any of the resources; see {@link #byConditions()}. */
  public List<Condition> conditions() {
    return resources.getFirst().conditions();
  }

  static Permission to(List<String> actions, AwsResource... resources) {
    return new Permission(actions, List.of(resources));
  }

  static Permission to(String action, AwsResource... resources) {
    return new Permission(List.of(action), List.of(resources));
  }
}

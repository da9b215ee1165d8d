package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The groups as tokens show them.
 *
 * @param names by precedence, then by name
 */
record TokenGroups(List<String> names, List<String> roles, Optional<String> preferredRole) {

  TokenGroups {
    names = List.copyOf(names);
    roles = List.copyOf(roles);
  }

  static TokenGroups of(PoolState pool, User user) {
    var groups =
        pool.groups().stream()
            .filter(group -> user.groups().contains(group.name()))
            .sorted(
                Comparator.<Group>comparingInt(
                        group -> group.precedence().orElse(Integer.MAX_VALUE))
                    .thenComparing(Group::name))
            .toList();
    var roles = groups.stream().flatMap(group -> group.roleArn().stream()).distinct().toList();
    var first = groups.stream().findFirst().flatMap(Group::roleArn);
    return new TokenGroups(groups.stream().map(Group::name).toList(), roles, first);
  }

  /** These groups, or what a function put in their place. */
  TokenGroups overriddenBy(Input override) {
    return new TokenGroups(
        override.members().path("groupsToOverride").isArray()
            ? override.texts("groupsToOverride")
            : names,
        override.members().path("iamRolesToOverride").isArray()
            ? override.texts("iamRolesToOverride")
            : roles,
        override.optionalText("preferredRole").or(() -> preferredRole));
  }

  ObjectNode shown() {
    var shown = Input.answer();
    Input.putTexts(shown, "groupsToOverride", names);
    Input.putTexts(shown, "iamRolesToOverride", roles);
    preferredRole.ifPresentOrElse(
        role -> shown.put("preferredRole", role), () -> shown.putNull("preferredRole"));
    return shown;
  }
}

package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.util.Optional;
import java.util.TreeSet;

/** Groups and who is in them. */
final class GroupOperations {

  private final Pools pools;
  private final Clock clock;

  GroupOperations(Pools pools, Clock clock) {
    this.pools = pools;
    this.clock = clock;
  }

  ObjectNode createGroup(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var precedence = input.members().path("Precedence");
    var group =
        new Group(
            input.text("GroupName"),
            input.optionalText("Description"),
            precedence.isInt() ? Optional.of(precedence.asInt()) : Optional.empty(),
            input.optionalText("RoleArn"),
            clock.instant());
    pool.add(group);
    var answer = Input.answer();
    answer.set("Group", group.shown(pool.id()));
    return answer;
  }

  ObjectNode listGroups(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    return Page.of(input, "Groups", "Limit", "NextToken")
        .of(pool.groups(), Group::name, group -> group.shown(pool.id()));
  }

  ObjectNode adminAddUserToGroup(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var user = pool.user(input.text("Username"));
    var group = pool.group(input.text("GroupName"));
    pool.change(
        user.username(),
        current -> {
          var groups = new TreeSet<>(current.groups());
          groups.add(group.name());
          return current.inGroups(groups);
        });
    return Input.answer();
  }

  ObjectNode adminRemoveUserFromGroup(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var user = pool.user(input.text("Username"));
    var group = pool.group(input.text("GroupName"));
    pool.change(
        user.username(),
        current -> {
          var groups = new TreeSet<>(current.groups());
          groups.remove(group.name());
          return current.inGroups(groups);
        });
    return Input.answer();
  }

  ObjectNode adminListGroupsForUser(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var user = pool.user(input.text("Username"));
    var groups =
        pool.groups().stream().filter(group -> user.groups().contains(group.name())).toList();
    return Page.of(input, "Groups", "Limit", "NextToken")
        .of(groups, Group::name, group -> group.shown(pool.id()));
  }

  ObjectNode listUsersInGroup(Input input) {
    var pool = pools.pool(input.text("UserPoolId"));
    var group = pool.group(input.text("GroupName"));
    var members =
        pool.users().stream().filter(user -> user.groups().contains(group.name())).toList();
    return Page.of(input, "Users", "Limit", "NextToken")
        .of(members, User::username, user -> ShownUser.of(user, "Attributes"));
  }
}

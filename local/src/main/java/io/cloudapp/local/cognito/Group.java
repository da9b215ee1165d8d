package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;

/**
 * A group of users.
 *
 * @param precedence the lower, the more its role counts
 */
record Group(
    String name,
    Optional<String> description,
    Optional<Integer> precedence,
    Optional<String> roleArn,
    Instant created) {

  ObjectNode shown(String poolId) {
    var shown = Input.answer().put("GroupName", name).put("UserPoolId", poolId);
    description.ifPresent(text -> shown.put("Description", text));
    precedence.ifPresent(number -> shown.put("Precedence", number));
    roleArn.ifPresent(arn -> shown.put("RoleArn", arn));
    return shown
        .put("CreationDate", Input.seconds(created))
        .put("LastModifiedDate", Input.seconds(created));
  }
}

package io.cloudapp.local.secrets;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** Writes what Secrets Manager tells of a secret, its values excepted. */
final class SecretJson {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private SecretJson() {}

  /** AWS's JSON protocols write times as seconds since 1970 with a fraction. */
  static double seconds(Instant time) {
    return time.toEpochMilli() / 1000.0;
  }

  static ObjectNode deleted(String arn, String name, Instant goneAt) {
    return JSON.objectNode().put("ARN", arn).put("Name", name).put("DeletionDate", seconds(goneAt));
  }

  static ObjectNode described(Secret secret) {
    return told(secret, "VersionIdsToStages");
  }

  static ObjectNode listed(Secret secret) {
    return told(secret, "SecretVersionsToStages");
  }

  private static ObjectNode told(Secret secret, String versionsName) {
    var json =
        JSON.objectNode()
            .put("ARN", secret.arn())
            .put("Name", secret.name())
            .put("LastChangedDate", seconds(secret.changedAt()))
            .put("CreatedDate", seconds(secret.createdAt()));
    if (!secret.description().isEmpty()) {
      json.put("Description", secret.description());
    }
    if (!secret.kmsKeyId().isEmpty()) {
      json.put("KmsKeyId", secret.kmsKeyId());
    }
    if (secret.isDeleted()) {
      json.put("DeletedDate", seconds(secret.deletedAt()));
    }
    var tags = json.putArray("Tags");
    secret.tags().forEach((key, value) -> tags.addObject().put("Key", key).put("Value", value));
    var versions = json.putObject(versionsName);
    for (var version : secret.versions()) {
      if (!version.stages().isEmpty()) {
        var stages = versions.putArray(version.id());
        version.stages().forEach(stages::add);
      }
    }
    return json;
  }
}

package io.cloudapp.local.secrets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A secret with its versions, oldest first.
 *
 * @param deletedAt when its deletion was asked for; {@link Instant#MAX} when it was not
 * @param goneAt when the recovery window ends; {@link Instant#MAX} when it is not to be deleted
 */
record Secret(
    String arn,
    String name,
    String description,
    String kmsKeyId,
    Map<String, String> tags,
    List<SecretVersion> versions,
    Instant createdAt,
    Instant changedAt,
    Instant deletedAt,
    Instant goneAt) {

  private static final int MOST_DEPRECATED = 100;

  Secret {
    tags = new TreeMap<>(tags);
    versions = List.copyOf(versions);
  }

  boolean isDeleted() {
    return !deletedAt.equals(Instant.MAX);
  }

  Optional<SecretVersion> version(String id) {
    return versions.stream().filter(version -> version.id().equals(id)).findFirst();
  }

  Optional<SecretVersion> at(String stage) {
    return versions.stream().filter(version -> version.stages().contains(stage)).findFirst();
  }

  /** Gives the new version its stages; the version that was current becomes the previous one. */
  Secret adding(SecretVersion added, Instant now) {
    var next = new ArrayList<SecretVersion>();
    boolean becomesCurrent = added.stages().contains(SecretVersion.CURRENT);
    for (var version : versions) {
      Set<String> stages = new TreeSet<>(version.stages());
      stages.removeAll(added.stages());
      if (becomesCurrent) {
        stages.remove(SecretVersion.PREVIOUS);
        if (version.stages().contains(SecretVersion.CURRENT)) {
          stages.add(SecretVersion.PREVIOUS);
        }
      }
      next.add(version.withStages(stages));
    }
    next.add(added);
    while (next.size() > MOST_DEPRECATED) {
      var oldest = next.stream().filter(version -> version.stages().isEmpty()).findFirst();
      if (oldest.isEmpty()) {
        break;
      }
      next.remove(oldest.get());
    }
    return new Secret(
        arn, name, description, kmsKeyId, tags, next, createdAt, now, deletedAt, goneAt);
  }

  Secret describedAs(String description, String kmsKeyId, Instant now) {
    return new Secret(
        arn, name, description, kmsKeyId, tags, versions, createdAt, now, deletedAt, goneAt);
  }

  Secret withTags(Map<String, String> tags, Instant now) {
    return new Secret(
        arn, name, description, kmsKeyId, tags, versions, createdAt, now, deletedAt, goneAt);
  }

  Secret deleted(Instant now, Instant goneAt) {
    return new Secret(
        arn, name, description, kmsKeyId, tags, versions, createdAt, now, now, goneAt);
  }

  Secret restored(Instant now) {
    return new Secret(
        arn, name, description, kmsKeyId, tags, versions, createdAt, now, Instant.MAX, Instant.MAX);
  }
}

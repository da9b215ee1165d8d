package io.cloudapp.local.secrets;

import io.cloudapp.local.endpoint.AwsError;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** All secrets by name; a secret whose recovery window is over is gone. */
final class SecretShelf {

  private final TreeMap<String, Secret> byName = new TreeMap<>();

  void restore(Collection<Secret> secrets) {
    secrets.forEach(this::put);
  }

  List<Secret> all(Instant now) {
    byName.values().removeIf(secret -> secret.goneAt().isBefore(now));
    return List.copyOf(byName.values());
  }

  void put(Secret secret) {
    byName.put(secret.name(), secret);
  }

  void remove(Secret secret) {
    byName.remove(secret.name());
  }

  Optional<Secret> named(String name, Instant now) {
    return all(now).stream().filter(secret -> secret.name().equals(name)).findFirst();
  }

  /**
   * @param id name or ARN, the latter with or without its six random characters
   */
  Optional<Secret> find(String id, Instant now) {
    return all(now).stream()
        .filter(
            secret ->
                secret.name().equals(id)
                    || secret.arn().equals(id)
                    || (id.startsWith("arn:")
                        && secret.arn().length() == id.length() + 7
                        && secret.arn().startsWith(id + "-")))
        .findFirst();
  }

  Secret require(String id, Instant now) {
    return find(id, now)
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret."));
  }

  Secret requireUsable(String id, Instant now) {
    var secret = require(id, now);
    if (secret.isDeleted()) {
      throw new AwsError(
          400,
          "InvalidRequestException",
          "You can't perform this operation on the secret because it was marked for deletion.");
    }
    return secret;
  }
}

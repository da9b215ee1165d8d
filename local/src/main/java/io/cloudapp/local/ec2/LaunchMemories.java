package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** The launches that had a client token. */
final class LaunchMemories {

  private static final Duration KEPT_AFTER_END = Duration.ofHours(24);

  private final Map<String, LaunchMemory> byScope = new LinkedHashMap<>();

  void restore(List<LaunchMemory> memories) {
    memories.forEach(memory -> byScope.put(memory.scope(), memory));
  }

  List<LaunchMemory> all() {
    return List.copyOf(byScope.values());
  }

  Optional<LaunchMemory> find(LaunchKey key) {
    if (key.token().isEmpty()) {
      return Optional.empty();
    }
    var memory = Optional.ofNullable(byScope.get(key.scope()));
    memory
        .filter(found -> !found.fingerprint().equals(key.fingerprint()))
        .ifPresent(
            _ -> {
              throw new AwsError(
                  400,
                  "IdempotentParameterMismatch",
                  "Arguments on this idempotent request are inconsistent with arguments used in"
                      + " previous request(s).");
            });
    return memory;
  }

  void remember(LaunchKey key, String reservationId, List<String> instanceIds) {
    if (!key.token().isEmpty()) {
      byScope.put(
          key.scope(),
          new LaunchMemory(
              key.scope(), key.fingerprint(), reservationId, instanceIds, Instant.MAX));
    }
  }

  void forgetOldOnes(Instant now, Predicate<String> isRemembered) {
    byScope.values().removeIf(memory -> memory.forgottenAt().isBefore(now));
    byScope.replaceAll(
        (_, memory) ->
            memory.forgottenAt().equals(Instant.MAX)
                    && memory.instanceIds().stream().noneMatch(isRemembered)
                ? memory.forgottenAt(now.plus(KEPT_AFTER_END))
                : memory);
  }
}

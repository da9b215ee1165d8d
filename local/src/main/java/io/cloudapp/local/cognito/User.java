package io.cloudapp.local.cognito;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A user of a pool.
 *
 * @param temporaryUntil when the temporary password lapses; empty with a permanent one
 */
record User(
    String username,
    String sub,
    Map<String, String> attributes,
    String passwordHash,
    Optional<Instant> temporaryUntil,
    boolean enabled,
    Set<String> groups,
    SoftwareToken softwareToken,
    Attempts attempts,
    Instant created,
    Instant modified) {

  User {
    attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
    groups = Collections.unmodifiableSet(new TreeSet<>(groups));
  }

  String status() {
    return temporaryUntil.isPresent() ? "FORCE_CHANGE_PASSWORD" : "CONFIRMED";
  }

  Optional<String> attribute(String name) {
    return Optional.ofNullable(attributes.get(name));
  }

  /** The user's attributes with {@code sub}, as APIs and tokens show them. */
  Map<String, String> shownAttributes() {
    var shown = new TreeMap<>(attributes);
    shown.put("sub", sub);
    return shown;
  }

  User withPassword(String hash, Optional<Instant> temporaryUntil, Instant now) {
    return new User(
        username,
        sub,
        attributes,
        hash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        Attempts.NONE,
        created,
        now);
  }

  User withAttributes(Map<String, String> changes, Instant now) {
    var changed = new TreeMap<>(attributes);
    changed.putAll(changes);
    // An attribute set to nothing is an attribute the user no longer has.
    changed.values().removeIf(String::isEmpty);
    return new User(
        username,
        sub,
        changed,
        passwordHash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        attempts,
        created,
        now);
  }

  User enabled(boolean enabled, Instant now) {
    return new User(
        username,
        sub,
        attributes,
        passwordHash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        attempts,
        created,
        now);
  }

  User inGroups(Set<String> groups) {
    return new User(
        username,
        sub,
        attributes,
        passwordHash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        attempts,
        created,
        modified);
  }

  User with(SoftwareToken softwareToken) {
    return new User(
        username,
        sub,
        attributes,
        passwordHash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        attempts,
        created,
        modified);
  }

  User with(Attempts attempts) {
    return new User(
        username,
        sub,
        attributes,
        passwordHash,
        temporaryUntil,
        enabled,
        groups,
        softwareToken,
        attempts,
        created,
        modified);
  }

  @Override
  public String toString() {
    return "User[username=" + username + ", status=" + status() + "]";
  }
}

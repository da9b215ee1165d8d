package io.cloudapp.logic.profile;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.UserKey;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.profile.ProfileOutcome.Done;
import io.cloudapp.logic.profile.ProfileOutcome.KeyAdded;
import io.cloudapp.logic.profile.ProfileOutcome.Refused;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Adds and removes the public keys that people want on their instances. */
@Singleton
public final class OwnKeys {

  static final int MAXIMUM_KEYS = 10;

  /** All of them go into the 16 KiB of user data, beside what the configuration needs there. */
  private static final int MAXIMUM_CHARACTERS = 6 * 1024;

  private static final Pattern NAME = Pattern.compile("[^\\p{C}\\p{Zl}\\p{Zp}]{1,64}");

  private final Jdbi jdbi;
  private final UserKeyStore store;
  private final AuditLog audit;
  private final Ids ids;
  private final Clock clock;

  OwnKeys(Jdbi jdbi, UserKeyStore store, AuditLog audit, Ids ids, Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @param body {@code {"name"?, "publicKey"}}; without a name, the key's comment becomes it
   */
  public ProfileOutcome add(Caller caller, JsonNode body) {
    var publicKey = body.path("publicKey");
    if (!publicKey.isTextual()) {
      return refused("publicKey", "Send an OpenSSH public key as a text.");
    }
    var name = body.path("name");
    if (!name.isTextual() && !name.isNull() && !name.isMissingNode()) {
      return refused("name", "Send the name of the key as a text.");
    }
    return switch (PublicKey.read(publicKey.textValue())) {
      case PublicKey.Bad(var reason) -> refused("publicKey", reason);
      case PublicKey.Good(var key) -> add(caller, name(name.asText("").strip(), key), key);
    };
  }

  public ProfileOutcome remove(Caller caller, String id) {
    return jdbi.inTransaction(
        transaction ->
            store
                .remove(transaction, caller.userId(), id)
                .map(fingerprint -> removed(transaction, caller, fingerprint))
                .orElseGet(OwnKeys::unknown));
  }

  private ProfileOutcome removed(Handle transaction, Caller caller, String fingerprint) {
    record(transaction, caller, "Removed the key " + fingerprint);
    return new Done();
  }

  private void record(Handle transaction, Caller caller, String detail) {
    audit.record(
        transaction,
        AuditEvent.done(caller, AuditAction.PROFILE_CHANGED, "user/" + caller.username(), detail));
  }

  private static ProfileOutcome unknown() {
    return new Refused(
        Problem.of(
            ProblemType.NOT_FOUND, "You have no such key. It may have been removed already."));
  }

  private ProfileOutcome add(Caller caller, String name, PublicKey key) {
    if (!NAME.matcher(name).matches()) {
      return refused(
          "name",
          name.isEmpty()
              ? "Give the key a name, so that you know it again."
              : "Name the key with at most 64 characters in one line.");
    }
    return jdbi.inTransaction(
        transaction -> {
          store.lock(transaction, caller.userId());
          var keys = store.list(transaction, caller.userId());
          var refusal = refusal(keys, name, key);
          if (refusal.isPresent()) {
            return refusal.get();
          }
          var added =
              new UserKey(
                  ids.next(),
                  name,
                  key.line(),
                  key.fingerprint(),
                  clock.instant().truncatedTo(ChronoUnit.MILLIS));
          store.add(transaction, caller.userId(), added);
          record(transaction, caller, "Added the key " + name + " (" + key.fingerprint() + ")");
          return new KeyAdded(added);
        });
  }

  private static Optional<ProfileOutcome> refusal(List<UserKey> keys, String name, PublicKey key) {
    var same = keys.stream().filter(each -> each.fingerprint().equals(key.fingerprint())).findAny();
    if (same.isPresent()) {
      return Optional.of(
          refused(
              "publicKey", "You have this key already, as \"%s\".".formatted(same.get().name())));
    }
    if (keys.stream().anyMatch(each -> each.name().equals(name))) {
      return Optional.of(
          refused("name", "You have another key of this name. Choose a name of its own."));
    }
    if (keys.size() >= MAXIMUM_KEYS) {
      return Optional.of(
          refused(
              "publicKey",
              "You have %d keys, the most there can be.".formatted(MAXIMUM_KEYS)
                  + " Remove one, then add this one."));
    }
    var characters = keys.stream().mapToInt(each -> each.publicKey().length()).sum();
    if (characters + key.line().length() > MAXIMUM_CHARACTERS) {
      return Optional.of(
          refused(
              "publicKey",
              "Your keys would not fit on an instance together. Remove an RSA key, or use Ed25519"
                  + " keys, which are small."));
    }
    return Optional.empty();
  }

  private static String name(String given, PublicKey key) {
    return given.isEmpty() && NAME.matcher(key.comment()).matches() ? key.comment() : given;
  }

  private static ProfileOutcome refused(String field, String sentence) {
    return new Refused(Problem.ofField(field, sentence));
  }
}

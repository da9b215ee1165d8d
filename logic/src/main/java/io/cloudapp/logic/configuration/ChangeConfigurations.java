package io.cloudapp.logic.configuration;

import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_CHANGED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_CREATED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_DELETED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_DISABLED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_DRAFT_DISCARDED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_ENABLED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_PUBLISHED;
import static io.cloudapp.core.audit.AuditAction.CONFIGURATION_ROLLED_BACK;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationChange;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Deleted;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Refused;
import io.cloudapp.logic.configuration.ConfigurationReader.Reading;
import io.cloudapp.logic.configuration.VersionStore.Head;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What admins do to configurations; each change and its line of the audit log are one. */
@Singleton
public final class ChangeConfigurations {

  private final Jdbi jdbi;
  private final VersionStore versions;
  private final Configurations configurations;
  private final LaunchRehearsal rehearsal;
  private final AuditLog audit;
  private final Clock clock;

  ChangeConfigurations(
      Jdbi jdbi,
      VersionStore versions,
      Configurations configurations,
      LaunchRehearsal rehearsal,
      AuditLog audit,
      Clock clock) {
    this.jdbi = jdbi;
    this.versions = versions;
    this.configurations = configurations;
    this.rehearsal = rehearsal;
    this.audit = audit;
    this.clock = clock;
  }

  /** Writes version 1 as a draft; with {@code "publish": true} users get it at once. */
  public ConfigurationOutcome create(Caller caller, ObjectNode sent) {
    return switch (read(caller, sent, Optional.empty())) {
      case Rejected(Problem problem) -> new Refused(problem);
      case Accepted(Configuration wanted, boolean publish) ->
          finish(
              caller,
              wanted.name(),
              jdbi.inTransaction(transaction -> create(transaction, caller, wanted, publish)));
    };
  }

  private Optional<Problem> create(
      Handle transaction, Caller caller, Configuration wanted, boolean publish) {
    if (!versions.add(transaction, wanted.name(), wanted.enabled())) {
      return Optional.of(Refusals.taken(wanted.name()));
    }
    var version = versions.writeDraft(transaction, wanted, caller.username(), Optional.empty());
    record(transaction, caller, CONFIGURATION_CREATED, wanted.name(), "Version " + version);
    if (publish) {
      publish(transaction, caller, wanted.name(), version);
    }
    return Optional.empty();
  }

  /**
   * Writes the next version as a draft; {@code version} in what was sent is the one it was made
   * from. Whether it is enabled is no part of a draft and counts at once.
   */
  public ConfigurationOutcome change(Caller caller, String name, ObjectNode sent) {
    if (caller.isAdmin() && !isVersion(sent, "version")) {
      return new Refused(
          Problem.ofField("version", "Send the version that your change was made from."));
    }
    return switch (read(caller, sent, Optional.of(name))) {
      case Rejected(Problem problem) -> new Refused(problem);
      case Accepted(Configuration wanted, boolean publish) ->
          inTurn(
              caller,
              name,
              (transaction, head) -> {
                if (head.latestVersion() != wanted.version()) {
                  return Optional.of(Refusals.changedMeanwhile(name, head.latestVersion()));
                }
                if (sent.has("enabled")) {
                  setEnabled(transaction, caller, head, wanted.enabled());
                }
                saveDraft(transaction, caller, head, wanted, publish);
                return Optional.empty();
              });
    };
  }

  /** What is the same recipe as before is no new version. */
  private void saveDraft(
      Handle transaction, Caller caller, Head head, Configuration wanted, boolean publish) {
    var before = versions.read(transaction, head.name(), head.latestVersion());
    var changes = ConfigurationChange.between(before, wanted);
    var version = head.latestVersion();
    if (!changes.isEmpty()) {
      version = versions.writeDraft(transaction, wanted, caller.username(), Optional.empty());
      var fields =
          changes.stream().map(ConfigurationChange::field).collect(Collectors.joining(", "));
      record(
          transaction,
          caller,
          CONFIGURATION_CHANGED,
          head.name(),
          "Draft %d made from %d: %s".formatted(version, head.latestVersion(), fields));
    }
    if (publish && !head.currentVersion().equals(Optional.of(version))) {
      publish(transaction, caller, head.name(), version);
    }
  }

  /**
   * Lets users get the draft.
   *
   * @param sent {@code {"version"}}, the draft that was looked at
   */
  public ConfigurationOutcome publish(Caller caller, String name, ObjectNode sent) {
    if (!isVersion(sent, "version")) {
      return new Refused(Problem.ofField("version", "Send the version of the draft."));
    }
    var version = sent.get("version").intValue();
    return inTurn(
        caller,
        name,
        (transaction, head) -> {
          if (!head.draftVersion().equals(Optional.of(version))) {
            return Optional.of(Refusals.noSuchDraft(name, version));
          }
          publish(transaction, caller, name, version);
          return Optional.empty();
        });
  }

  /**
   * Publishes the content of an old version as a new one; a draft is put aside.
   *
   * @param sent {@code {"version", "latestVersion"}}: what to go back to, and the newest version
   *     that whoever asks knew of
   */
  public ConfigurationOutcome rollBack(Caller caller, String name, ObjectNode sent) {
    if (!isVersion(sent, "version") || !isVersion(sent, "latestVersion")) {
      var field = isVersion(sent, "version") ? "latestVersion" : "version";
      return new Refused(
          Problem.ofField(field, "Send the version to go back to, and the latest one you know."));
    }
    var version = sent.get("version").intValue();
    var known = sent.get("latestVersion").intValue();
    return inTurn(
        caller,
        name,
        (transaction, head) -> {
          var old = versions.find(transaction, name, version);
          if (old.isEmpty()) {
            return Optional.of(
                Problem.ofField("version", "%s has no such version.".formatted(name)));
          }
          if (head.latestVersion() != known) {
            return Optional.of(Refusals.changedMeanwhile(name, head.latestVersion()));
          }
          if (head.currentVersion().equals(Optional.of(version))) {
            return Optional.of(Refusals.alreadyCurrent(name, version));
          }
          rollBack(transaction, caller, old.get());
          return Optional.empty();
        });
  }

  private void rollBack(Handle transaction, Caller caller, Configuration old) {
    var wanted = old.as(old.version(), old.enabled(), now());
    var from = Optional.of(old.version());
    var version = versions.writeDraft(transaction, wanted, caller.username(), from);
    versions.publish(transaction, old.name(), version, caller.username(), now());
    record(
        transaction,
        caller,
        CONFIGURATION_ROLLED_BACK,
        old.name(),
        "Version %d with the content of %d".formatted(version, old.version()));
  }

  /**
   * Puts the draft aside; it stays in the history.
   *
   * @param version the draft that was looked at
   */
  public ConfigurationOutcome discardDraft(Caller caller, String name, int version) {
    return inTurn(
        caller,
        name,
        (transaction, head) -> {
          if (!head.draftVersion().equals(Optional.of(version))) {
            return Optional.of(Refusals.noSuchDraft(name, version));
          }
          if (head.currentVersion().isEmpty()) {
            return Optional.of(Refusals.onlyDraft(name));
          }
          versions.discardDraft(transaction, name);
          record(transaction, caller, CONFIGURATION_DRAFT_DISCARDED, name, "Version " + version);
          return Optional.empty();
        });
  }

  /**
   * Lets users use it or not.
   *
   * @param sent {@code {"enabled"}}
   */
  public ConfigurationOutcome switchTo(Caller caller, String name, ObjectNode sent) {
    if (!sent.path("enabled").isBoolean()) {
      return new Refused(Problem.ofField("enabled", "Say true or false."));
    }
    return inTurn(
        caller,
        name,
        (transaction, head) -> {
          setEnabled(transaction, caller, head, sent.get("enabled").booleanValue());
          return Optional.empty();
        });
  }

  /** Refused while instances of it live. */
  public ConfigurationOutcome delete(Caller caller, String name) {
    return inTurn(
        caller,
        name,
        (transaction, head) -> {
          var uses = versions.uses(transaction, name);
          if (!uses.isEmpty()) {
            var problem = Refusals.inUse(name, uses);
            audit.record(
                transaction,
                AuditEvent.refused(caller, CONFIGURATION_DELETED, target(name), problem.detail()));
            return Optional.of(problem);
          }
          versions.delete(transaction, name, now());
          record(
              transaction,
              caller,
              CONFIGURATION_DELETED,
              name,
              "At version " + head.latestVersion());
          return Optional.empty();
        },
        Deleted::new);
  }

  private sealed interface Wish {}

  private record Accepted(Configuration wanted, boolean publish) implements Wish {}

  private record Rejected(Problem problem) implements Wish {}

  private Wish read(Caller caller, ObjectNode sent, Optional<String> name) {
    if (!caller.isAdmin()) {
      return new Rejected(Refusals.adminsOnly());
    }
    return switch (ConfigurationReader.read(sent, name, now())) {
      case Reading.Invalid(var errors) -> new Rejected(Problem.ofFields(errors));
      case Reading.Valid(Configuration configuration) -> {
        List<FieldError> errors = rehearsal.check(configuration);
        yield errors.isEmpty()
            ? new Accepted(configuration, sent.path("publish").asBoolean(false))
            : new Rejected(Problem.ofFields(errors));
      }
    };
  }

  private ConfigurationOutcome inTurn(
      Caller caller, String name, BiFunction<Handle, Head, Optional<Problem>> change) {
    return inTurn(caller, name, change, () -> configurations.read(caller, name));
  }

  /** Changes a configuration while nobody else does. */
  private ConfigurationOutcome inTurn(
      Caller caller,
      String name,
      BiFunction<Handle, Head, Optional<Problem>> change,
      Supplier<ConfigurationOutcome> answer) {
    if (!caller.isAdmin()) {
      return new Refused(Refusals.adminsOnly());
    }
    var problem =
        jdbi.inTransaction(
            transaction ->
                versions
                    .lock(transaction, name)
                    .map(head -> change.apply(transaction, head))
                    .orElseGet(() -> Optional.of(Refusals.unknown(name))));
    return problem.<ConfigurationOutcome>map(Refused::new).orElseGet(answer);
  }

  private ConfigurationOutcome finish(Caller caller, String name, Optional<Problem> problem) {
    return problem
        .<ConfigurationOutcome>map(Refused::new)
        .orElseGet(() -> configurations.read(caller, name));
  }

  private void publish(Handle transaction, Caller caller, String name, int version) {
    versions.publish(transaction, name, version, caller.username(), now());
    record(transaction, caller, CONFIGURATION_PUBLISHED, name, "Version " + version);
  }

  private void setEnabled(Handle transaction, Caller caller, Head head, boolean enabled) {
    if (head.enabled() != enabled) {
      versions.setEnabled(transaction, head.name(), enabled);
      var action = enabled ? CONFIGURATION_ENABLED : CONFIGURATION_DISABLED;
      record(transaction, caller, action, head.name(), "");
    }
  }

  private void record(
      Handle transaction, Caller caller, AuditAction action, String name, String detail) {
    audit.record(transaction, AuditEvent.done(caller, action, target(name), detail));
  }

  private static String target(String name) {
    return "configuration/" + name;
  }

  private static boolean isVersion(ObjectNode sent, String field) {
    var version = sent.path(field);
    return version.isIntegralNumber() && version.canConvertToInt() && version.intValue() > 0;
  }

  /** As precise as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}

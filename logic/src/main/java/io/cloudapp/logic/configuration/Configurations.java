package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Deleted;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Found;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Refused;
import io.cloudapp.logic.configuration.ConfigurationReader.Reading;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** What people may do with configurations: users see the enabled ones, admins rule over all. */
@Singleton
public final class Configurations {

  private final ConfigurationStore store;
  private final Clock clock;

  Configurations(ConfigurationStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /**
   * A page in the order of the names.
   *
   * @param after the name to go on after; empty for the first page
   * @param limit 1–{@value Page#MAXIMUM_LIMIT}
   */
  public Page<Configuration> list(Caller caller, String after, int limit) {
    return store.list(!caller.isAdmin(), after, limit);
  }

  public ConfigurationOutcome read(Caller caller, String name) {
    return store
        .find(name)
        .filter(configuration -> configuration.enabled() || caller.isAdmin())
        .<ConfigurationOutcome>map(Found::new)
        .orElseGet(() -> unknown(name));
  }

  public ConfigurationOutcome create(Caller caller, ObjectNode sent) {
    return switch (notAdmin(caller).orElseGet(() -> readSent(sent, Optional.empty()))) {
      case Rejected(Problem problem) -> new Refused(problem);
      case Accepted(Configuration wanted) ->
          store
              .create(wanted, caller.username())
              .<ConfigurationOutcome>map(version -> found(wanted.name(), version))
              .orElseGet(
                  () ->
                      conflict(
                          "There is already a configuration named %s. Change that one, or choose"
                              + " another name.",
                          wanted.name()));
    };
  }

  /** Writes the next version; {@code version} in what was sent is the one it was made from. */
  public ConfigurationOutcome change(Caller caller, String name, ObjectNode sent) {
    return switch (notAdmin(caller).orElseGet(() -> readChange(name, sent))) {
      case Rejected(Problem problem) -> new Refused(problem);
      case Accepted(Configuration wanted) -> {
        if (store.change(wanted, wanted.version(), caller.username())) {
          yield found(name, wanted.version() + 1);
        }
        yield store.find(name).isEmpty()
            ? unknown(name)
            : conflict("%s was changed meanwhile. Load it again and repeat your change.", name);
      }
    };
  }

  public ConfigurationOutcome delete(Caller caller, String name) {
    if (!caller.isAdmin()) {
      return new Refused(adminsOnly());
    }
    var now = OffsetDateTime.now(clock.withZone(ZoneOffset.UTC));
    return switch (store.delete(name, now)) {
      case DELETED -> new Deleted();
      case UNKNOWN -> unknown(name);
      case IN_USE ->
          conflict(
              "Instances of %s are still living. Disable it, and delete it when they have ended.",
              name);
    };
  }

  private sealed interface Wish {}

  private record Accepted(Configuration wanted) implements Wish {}

  private record Rejected(Problem problem) implements Wish {}

  private static Optional<Wish> notAdmin(Caller caller) {
    return caller.isAdmin() ? Optional.empty() : Optional.of(new Rejected(adminsOnly()));
  }

  private Wish readChange(String name, ObjectNode sent) {
    var version = sent.path("version");
    if (!version.canConvertToInt() || version.intValue() < 1) {
      return new Rejected(
          Problem.ofField("version", "Send the version that your change was made from."));
    }
    return readSent(sent, Optional.of(name));
  }

  private Wish readSent(ObjectNode sent, Optional<String> name) {
    return switch (ConfigurationReader.read(sent, name, clock.instant())) {
      case Reading.Valid(Configuration configuration) -> new Accepted(configuration);
      case Reading.Invalid(var errors) -> new Rejected(Problem.ofFields(errors));
    };
  }

  private ConfigurationOutcome found(String name, int version) {
    return new Found(store.find(name, version).orElseThrow());
  }

  private static Problem adminsOnly() {
    return Problem.of(ProblemType.FORBIDDEN, "Only admins change configurations.");
  }

  private static ConfigurationOutcome unknown(String name) {
    return new Refused(
        Problem.of(ProblemType.NOT_FOUND, "There is no configuration named %s.".formatted(name)));
  }

  private static ConfigurationOutcome conflict(String detail, String name) {
    return new Refused(Problem.of(ProblemType.CONFLICT, detail.formatted(name)));
  }
}

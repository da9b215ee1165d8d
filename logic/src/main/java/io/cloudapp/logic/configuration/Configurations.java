package io.cloudapp.logic.configuration;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.configuration.ConfigurationVersion;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.configuration.ConfigurationOutcome.Found;
import io.cloudapp.logic.configuration.ConfigurationReader.Reading;
import io.cloudapp.logic.price.PriceList;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** The configurations as people see them: users what they may use, admins all of it. */
@Singleton
public final class Configurations {

  private final ConfigurationStore store;
  private final VersionStore versions;
  private final LaunchRehearsal rehearsal;
  private final PriceList prices;
  private final Clock clock;

  Configurations(
      ConfigurationStore store,
      VersionStore versions,
      LaunchRehearsal rehearsal,
      PriceList prices,
      Clock clock) {
    this.store = store;
    this.versions = versions;
    this.rehearsal = rehearsal;
    this.prices = prices;
    this.clock = clock;
  }

  /** What became of a request for a preview. */
  public sealed interface Previewed {
    record Shown(LaunchPreview preview) implements Previewed {}

    record Refused(Problem problem) implements Previewed {}
  }

  /**
   * A page in the order of the names.
   *
   * @param after the name to go on after; empty for the first page
   * @param limit 1–{@value Page#MAXIMUM_LIMIT}
   */
  public Page<ConfigurationOffer> list(Caller caller, String after, int limit) {
    var page = store.offers(caller, after, limit);
    return new Page<>(page.items().stream().map(row -> offer(caller, row)).toList(), page.next());
  }

  public ConfigurationOutcome read(Caller caller, String name) {
    return read(caller, name, Optional.empty());
  }

  /**
   * The history, the newest version first; only for admins.
   *
   * @param before the version to go on before
   */
  public Page<ConfigurationVersion> versions(String name, Optional<Integer> before, int limit) {
    return versions.history(name, before, limit);
  }

  /** One version of a configuration that is not deleted; only for admins. */
  public ConfigurationOutcome version(Caller caller, String name, int version) {
    return caller.isAdmin()
        ? read(caller, name, Optional.of(version))
        : new ConfigurationOutcome.Refused(Refusals.adminsOnly());
  }

  private ConfigurationOutcome read(Caller caller, String name, Optional<Integer> version) {
    return store
        .offer(caller, name, version)
        .<ConfigurationOutcome>map(row -> new Found(offer(caller, row)))
        .orElseGet(() -> new ConfigurationOutcome.Refused(Refusals.unknown(name)));
  }

  /** What a launch of what was sent would be; nothing is kept. */
  public Previewed preview(ObjectNode sent) {
    return switch (ConfigurationReader.read(sent, Optional.empty(), clock.instant())) {
      case Reading.Invalid(var errors) -> new Previewed.Refused(Problem.ofFields(errors));
      case Reading.Valid(var configuration) -> {
        var errors = rehearsal.check(configuration);
        yield errors.isEmpty()
            ? new Previewed.Shown(rehearsal.preview(configuration))
            : new Previewed.Refused(Problem.ofFields(errors));
      }
    };
  }

  private ConfigurationOffer offer(Caller caller, OfferRow row) {
    var configuration = row.configuration();
    return row.offer(
        prices.of(configuration.instanceType(), configuration.disk()), caller.isAdmin());
  }
}

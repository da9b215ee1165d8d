package io.cloudapp.logic.health;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.configuration.Configuration.Disk;
import io.cloudapp.core.health.HealthReport.Orphan;
import io.cloudapp.core.health.HealthReport.Orphans;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.price.Price;
import io.cloudapp.logic.price.PriceList;
import io.cloudapp.logic.reconcile.UnclaimedInstances;
import io.cloudapp.logic.reconcile.UnclaimedInstances.Unclaimed;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Says what the instances that belong to nobody cost. */
@Singleton
class OrphanPrices {

  /** More are too many to be true, which the reconciler says by itself. */
  private static final int MAXIMUM = 200;

  /** What an instance of an unknown configuration has at least. */
  private static final Disk SMALLEST = new Disk(8, "gp3");

  private static final BigDecimal HOURS_OF_A_DAY = BigDecimal.valueOf(24);

  private final Jdbi jdbi;
  private final UnclaimedInstances unclaimed;
  private final PriceList prices;

  OrphanPrices(Jdbi jdbi, UnclaimedInstances unclaimed, PriceList prices) {
    this.jdbi = jdbi;
    this.unclaimed = unclaimed;
    this.prices = prices;
  }

  Orphans read() {
    var found = unclaimed.list(MAXIMUM);
    var disks = disks(found.stream().map(OrphanPrices::configuration).distinct().toList());
    var orphans = found.stream().map(it -> orphan(it, disks)).toList();
    var perDay =
        orphans.stream()
            .flatMap(orphan -> orphan.price().stream())
            .map(Price::perDay)
            .reduce(BigDecimal::add);
    return new Orphans(
        orphans,
        perDay.map(
            sum ->
                Price.perHour(
                    sum.divide(HOURS_OF_A_DAY, MathContext.DECIMAL64), prices.currency())));
  }

  private Orphan orphan(Unclaimed found, Map<String, Disk> disks) {
    return new Orphan(
        found.ec2InstanceId(),
        found.instanceType(),
        found.configuration(),
        found.owner(),
        found.launchedAt(),
        found.firstSeenAt(),
        prices.of(found.instanceType(), disks.getOrDefault(configuration(found), SMALLEST)));
  }

  /** The tag says name and version, for example {@code nginx v3}. */
  private static String configuration(Unclaimed found) {
    return found.configuration().split(" ", 2)[0];
  }

  private Map<String, Disk> disks(List<String> configurations) {
    var disks = new HashMap<String, Disk>();
    jdbi.useHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select configuration.name, recipe.definition ->> 'disk' as disk
                    from configurations as configuration
                    join configuration_versions as recipe
                      on recipe.name = configuration.name
                      and recipe.version = configuration.current_version
                    where configuration.name = any(:names)
                    """)
                .bindArray("names", String.class, configurations)
                .map((row, context) -> named(row))
                .forEach(
                    found -> found.ifPresent(disk -> disks.put(disk.getKey(), disk.getValue()))));
    return disks;
  }

  private static Optional<Map.Entry<String, Disk>> named(ResultSet row) throws SQLException {
    var name = row.getString("name");
    return disk(row.getString("disk")).map(disk -> Map.entry(name, disk));
  }

  private static Optional<Disk> disk(String json) {
    try {
      return Optional.ofNullable(json == null ? null : Json.mapper().readValue(json, Disk.class));
    } catch (JsonProcessingException unreadable) {
      return Optional.empty();
    }
  }
}

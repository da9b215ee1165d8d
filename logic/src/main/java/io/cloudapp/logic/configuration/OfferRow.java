package io.cloudapp.logic.configuration;

import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.ConfigurationOffer;
import io.cloudapp.core.price.Price;
import java.util.Optional;

/**
 * A configuration as the database knows it for one caller.
 *
 * @param living everybody's living instances of it
 * @param mine the caller's own, without test instances
 */
record OfferRow(
    Configuration configuration,
    Optional<Integer> currentVersion,
    Optional<Integer> draftVersion,
    int latestVersion,
    String changedBy,
    int living,
    int mine) {

  ConfigurationOffer offer(Optional<Price> price, boolean admin) {
    return new ConfigurationOffer(
        configuration,
        price,
        currentVersion,
        admin ? draftVersion : Optional.empty(),
        admin ? latestVersion : configuration.version(),
        changedBy,
        admin ? living : mine,
        configuration.quotaPerUser().map(quota -> Math.max(0, quota - mine)));
  }
}

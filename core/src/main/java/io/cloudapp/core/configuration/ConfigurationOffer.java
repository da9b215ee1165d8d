package io.cloudapp.core.configuration;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.cloudapp.core.price.Price;
import java.util.Objects;
import java.util.Optional;

/**
 * A configuration as the API shows it, with what depends on the moment and on who asks.
 *
 * @param configuration what users get now; to admins, where nothing is published yet, the draft
 * @param price empty when the price list has none
 * @param currentVersion what users get; empty before anything is published
 * @param draftVersion what waits to be published
 * @param latestVersion what the next change is made from
 * @param living how many instances of it live: to users their own, to admins everybody's
 * @param remaining how many more of it the caller may have; empty when it has no quota of its own
 */
public record ConfigurationOffer(
    @JsonUnwrapped Configuration configuration,
    Optional<Price> price,
    Optional<Integer> currentVersion,
    Optional<Integer> draftVersion,
    int latestVersion,
    String changedBy,
    int living,
    Optional<Integer> remaining) {

  public ConfigurationOffer {
    Objects.requireNonNull(configuration, "configuration");
    price = price == null ? Optional.empty() : price;
    currentVersion = currentVersion == null ? Optional.empty() : currentVersion;
    draftVersion = draftVersion == null ? Optional.empty() : draftVersion;
    remaining = remaining == null ? Optional.empty() : remaining;
  }
}

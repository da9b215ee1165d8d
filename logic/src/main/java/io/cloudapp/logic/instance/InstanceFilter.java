package io.cloudapp.logic.instance;

import io.cloudapp.core.instance.InstanceState;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which instances a list shows.
 *
 * @param states empty for all
 * @param owner the user name
 * @param zone an availability zone, for example {@code eu-west-1a}
 * @param olderThanHours since the request
 * @param text a part of the id, the EC2 id or the host, in any case
 */
public record InstanceFilter(
    Set<InstanceState> states,
    Optional<String> owner,
    Optional<String> configuration,
    Optional<String> zone,
    Optional<Integer> olderThanHours,
    Optional<String> text) {

  public InstanceFilter {
    states = Set.copyOf(states);
    text = text.map(it -> it.toLowerCase(Locale.ROOT));
  }

  /** All of them. */
  public static InstanceFilter none() {
    return new InstanceFilter(
        Set.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }
}

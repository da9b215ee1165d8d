package io.cloudapp.services.provisioninstance;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.logic.instance.InstanceFilter;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpParameters;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads which instances a list shall show; a parameter that is empty does not filter. */
final class FilterReader {

  private static final int MAXIMUM_TEXT = 200;
  private static final int MAXIMUM_HOURS = 10_000;
  private static final String LIVING = "LIVING";

  private FilterReader() {}

  static InstanceFilter read(HttpParameters parameters) {
    return new InstanceFilter(
        states(parameters),
        text(parameters, "owner"),
        text(parameters, "configuration"),
        text(parameters, "zone"),
        hours(parameters),
        text(parameters, "text"));
  }

  private static Set<InstanceState> states(HttpParameters parameters) {
    var state = text(parameters, "state").map(it -> it.toUpperCase(Locale.ROOT));
    if (state.isEmpty()) {
      return Set.of();
    }
    if (state.get().equals(LIVING)) {
      return Arrays.stream(InstanceState.values())
          .filter(InstanceState::isLiving)
          .collect(Collectors.toCollection(() -> EnumSet.noneOf(InstanceState.class)));
    }
    return Arrays.stream(InstanceState.values())
        .filter(it -> it.name().equals(state.get()))
        .findFirst()
        .map(Set::of)
        .orElseThrow(
            () ->
                Refusal.ofField(
                    "state",
                    "Send living or one of pending, running, stopping, stopped, terminated,"
                        + " failed."));
  }

  private static Optional<Integer> hours(HttpParameters parameters) {
    return text(parameters, "olderThanHours")
        .map(
            given -> {
              if (given.matches("[0-9]{1,5}") && Integer.parseInt(given) <= MAXIMUM_HOURS) {
                return Integer.parseInt(given);
              }
              throw Refusal.ofField(
                  "olderThanHours", "Send a whole number of hours up to " + MAXIMUM_HOURS + ".");
            });
  }

  private static Optional<String> text(HttpParameters parameters, String name) {
    var given = parameters.getFirst(name).map(String::strip).filter(it -> !it.isEmpty());
    if (given.filter(it -> it.length() > MAXIMUM_TEXT).isPresent()) {
      throw Refusal.ofField(name, "Send at most " + MAXIMUM_TEXT + " characters.");
    }
    return given;
  }
}

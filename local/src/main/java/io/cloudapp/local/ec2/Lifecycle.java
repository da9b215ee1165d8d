package io.cloudapp.local.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All states of an instance in their order, those to come included.
 *
 * <p>The plan of a boot or an end is written down when it begins, so that no timer has to fire:
 * what is true and what is seen follow from the time alone.
 */
record Lifecycle(List<Moment> moments) {

  Lifecycle {
    if (moments.isEmpty()) {
      throw new IllegalArgumentException("An instance is always in a state.");
    }
    moments = List.copyOf(moments);
  }

  static Lifecycle startingWith(List<Moment> plan, Supplier<Duration> lag) {
    var moments = new ArrayList<Moment>();
    append(moments, plan, lag);
    return new Lifecycle(moments);
  }

  /** What is, whether or not anybody can see it. */
  Moment truth(Instant now) {
    for (int at = moments.size() - 1; at > 0; at--) {
      if (!moments.get(at).at().isAfter(now)) {
        return moments.get(at);
      }
    }
    return moments.getFirst();
  }

  /** What a description shows; empty for an instance that is too new. */
  Optional<Moment> seen(Instant now) {
    for (int at = moments.size() - 1; at >= 0; at--) {
      if (!moments.get(at).seenFrom().isAfter(now)) {
        return Optional.of(moments.get(at));
      }
    }
    return Optional.empty();
  }

  /** Replaces what was to come after now. */
  Lifecycle goingOnWith(Instant now, List<Moment> plan, Supplier<Duration> lag) {
    var kept = new ArrayList<Moment>();
    for (var moment : moments) {
      if (!moment.at().isAfter(now)) {
        kept.add(moment);
      }
    }
    append(kept, plan, lag);
    return new Lifecycle(kept);
  }

  private static void append(List<Moment> moments, List<Moment> plan, Supplier<Duration> lag) {
    for (var moment : plan) {
      var seenFrom = moment.at().plus(lag.get());
      if (!moments.isEmpty() && moments.getLast().seenFrom().isAfter(seenFrom)) {
        // States are late, never out of order.
        seenFrom = moments.getLast().seenFrom();
      }
      moments.add(moment.seenFrom(seenFrom));
    }
  }

  Optional<Instant> terminatedAt() {
    var last = moments.getLast();
    return last.state() == InstanceState.TERMINATED ? Optional.of(last.at()) : Optional.empty();
  }
}

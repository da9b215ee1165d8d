package io.cloudapp.core.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How close an instance is to its end when its owner is warned. */
public enum EndWarning {
  /** An hour before it, or a quarter of a short life. */
  FIRST(Duration.ofMinutes(60), 4),
  /** Ten minutes before it, or an eighth of a short life. */
  LAST(Duration.ofMinutes(10), 8);

  private final Duration atMost;
  private final int shareOfLife;

  EndWarning(Duration atMost, int shareOfLife) {
    this.atMost = atMost;
    this.shareOfLife = shareOfLife;
  }

  private boolean isDue(Instant begunAt, Instant endsAt, Instant now) {
    var share = Duration.between(begunAt, endsAt).dividedBy(shareOfLife);
    return !now.isBefore(endsAt.minus(share.compareTo(atMost) < 0 ? share : atMost));
  }

  /** The warning that an instance needs now; empty when its end is far away or has come. */
  public static Optional<EndWarning> of(Instant begunAt, Instant endsAt, Instant now) {
    if (!now.isBefore(endsAt)) {
      return Optional.empty();
    }
    if (LAST.isDue(begunAt, endsAt, now)) {
      return Optional.of(LAST);
    }
    return FIRST.isDue(begunAt, endsAt, now) ? Optional.of(FIRST) : Optional.empty();
  }
}

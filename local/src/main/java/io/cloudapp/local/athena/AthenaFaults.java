package io.cloudapp.local.athena;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The misfortunes that Athena is about to have; tests and the console put them in. */
public final class AthenaFaults {

  /** How often a fault happens that stays until it is cleared. */
  public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

  /**
   * A fault that waits for its requests or queries.
   *
   * @param remaining how many times it will still happen
   */
  public record Pending(AthenaFault fault, int remaining) {

    public Pending {
      if (remaining < 1) {
        throw new IllegalArgumentException("A fault happens at least once.");
      }
    }
  }

  private final List<Pending> pending = new ArrayList<>();

  /** Has the fault happen until it is cleared. */
  public void inject(AthenaFault fault) {
    inject(fault, UNTIL_CLEARED);
  }

  /** Has the fault happen to the next so many requests or queries. */
  public synchronized void inject(AthenaFault fault, int times) {
    pending.add(new Pending(fault, times));
  }

  /** What has been put in and has not happened often enough yet. */
  public synchronized List<Pending> pending() {
    return List.copyOf(pending);
  }

  /** Ends every fault; what it slows down already stays slow. */
  public synchronized void clear() {
    pending.clear();
  }

  synchronized <F extends AthenaFault> Optional<F> take(Class<F> kind) {
    for (int at = 0; at < pending.size(); at++) {
      var candidate = pending.get(at);
      if (kind.isInstance(candidate.fault())) {
        if (candidate.remaining() == 1) {
          pending.remove(at);
        } else if (candidate.remaining() != UNTIL_CLEARED) {
          pending.set(at, new Pending(candidate.fault(), candidate.remaining() - 1));
        }
        return Optional.of(kind.cast(candidate.fault()));
      }
    }
    return Optional.empty();
  }
}

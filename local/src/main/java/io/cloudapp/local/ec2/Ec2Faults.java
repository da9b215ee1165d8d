package io.cloudapp.local.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/** The misfortunes that EC2 is about to have; tests and the console put them in. */
public final class Ec2Faults {

  /** How often a fault happens that stays until it is cleared. */
  public static final int UNTIL_CLEARED = Integer.MAX_VALUE;

  /**
   * A fault that waits for its requests.
   *
   * @param remaining how many times it will still happen
   * @param share of the requests it meets, above 0 and at most 1
   */
  public record Pending(Ec2Fault fault, int remaining, double share) {

    public Pending {
      if (remaining < 1 || !(share > 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "A fault happens at least once, to a share above 0 and at most 1.");
      }
    }
  }

  private final RandomGenerator random;
  private final List<Pending> pending = new ArrayList<>();

  public Ec2Faults() {
    this(RandomGenerator.getDefault());
  }

  Ec2Faults(RandomGenerator random) {
    this.random = random;
  }

  /** Has the fault happen to the next requests it concerns, until it is cleared. */
  public void inject(Ec2Fault fault) {
    inject(fault, UNTIL_CLEARED, 1);
  }

  /** Has the fault happen to the next so many requests it concerns. */
  public void inject(Ec2Fault fault, int times) {
    inject(fault, times, 1);
  }

  /** Has the fault happen so many times, each request it concerns being met with that chance. */
  public synchronized void inject(Ec2Fault fault, int times, double share) {
    pending.add(new Pending(fault, times, share));
  }

  /** What has been put in and has not happened often enough yet. */
  public synchronized List<Pending> pending() {
    return List.copyOf(pending);
  }

  /** Ends every fault. What it did to instances stays. */
  public synchronized void clear() {
    pending.clear();
  }

  boolean throttles(String operation) {
    return take(fault ->
            fault instanceof Ec2Fault.Throttled throttled
                && concerns(throttled.operation(), operation))
        .isPresent();
  }

  boolean losesAnswer(String operation) {
    return take(fault ->
            fault instanceof Ec2Fault.LostAnswer lost && concerns(lost.operation(), operation))
        .isPresent();
  }

  boolean refusesCapacity(String zone, String instanceType) {
    return take(fault ->
            fault instanceof Ec2Fault.NoCapacity none && none.concerns(zone, instanceType))
        .isPresent();
  }

  boolean limitsInstances() {
    return take(Ec2Fault.InstanceLimit.class::isInstance).isPresent();
  }

  boolean hangsInStop() {
    return take(Ec2Fault.StopNeverEnds.class::isInstance).isPresent();
  }

  Boot nextBoot() {
    var met =
        take(
            fault ->
                fault instanceof Ec2Fault.BootNeverEnds
                    || fault instanceof Ec2Fault.BootImpaired
                    || fault instanceof Ec2Fault.BootFails);
    return met.map(
            fault ->
                switch (fault) {
                  case Ec2Fault.BootNeverEnds _ -> Boot.NEVER_ENDS;
                  case Ec2Fault.BootImpaired _ -> Boot.IMPAIRED;
                  case Ec2Fault.BootFails _ -> Boot.FAILS;
                  case Ec2Fault.NoCapacity _,
                      Ec2Fault.InstanceLimit _,
                      Ec2Fault.Throttled _,
                      Ec2Fault.LostAnswer _,
                      Ec2Fault.StopNeverEnds _ ->
                      Boot.SUCCEEDS;
                })
        .orElse(Boot.SUCCEEDS);
  }

  private static boolean concerns(String named, String operation) {
    return named.equals(Ec2Fault.EVERY_OPERATION) || named.equals(operation);
  }

  private synchronized Optional<Ec2Fault> take(Predicate<Ec2Fault> concerned) {
    for (int at = 0; at < pending.size(); at++) {
      var candidate = pending.get(at);
      if (concerned.test(candidate.fault())
          && (candidate.share() == 1 || random.nextDouble() < candidate.share())) {
        if (candidate.remaining() == 1) {
          pending.remove(at);
        } else if (candidate.remaining() != UNTIL_CLEARED) {
          pending.set(
              at, new Pending(candidate.fault(), candidate.remaining() - 1, candidate.share()));
        }
        return Optional.of(candidate.fault());
      }
    }
    return Optional.empty();
  }
}

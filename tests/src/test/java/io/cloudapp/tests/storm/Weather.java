package io.cloudapp.tests.storm;

import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.states.execution.Chaos;
import io.cloudapp.local.states.execution.ExecutionRequest;
import io.cloudapp.tests.cloud.RunningCloud;
import java.util.Random;

/** What AWS does to everyone at once; the seed decides it. */
final class Weather implements Chaos {

  private static final int MANY_STATES = 12;

  private final RunningCloud cloud;
  private final Random random;

  Weather(RunningCloud cloud, long seed) {
    this.cloud = cloud;
    this.random = new Random(seed);
  }

  /** Adds one more misfortune, which passes by itself. */
  synchronized void turn() {
    var zone = "eu-west-1" + (char) ('a' + random.nextInt(3));
    var fault =
        switch (random.nextInt(10)) {
          case 0, 1 -> new Ec2Fault.NoCapacity(zone, "");
          case 2 -> new Ec2Fault.NoCapacity("", "");
          case 3 -> new Ec2Fault.Throttled("*");
          case 4 -> new Ec2Fault.Throttled("RunInstances");
          case 5 -> new Ec2Fault.LostAnswer("*");
          case 6, 7 -> new Ec2Fault.LostAnswer("RunInstances");
          case 8 -> new Ec2Fault.BootFails();
          default -> new Ec2Fault.BootNeverEnds();
        };
    var times = fault instanceof Ec2Fault.BootNeverEnds ? 1 : 1 + random.nextInt(3);
    cloud.faults().inject(fault, times, 0.5);
  }

  @Override
  public synchronized Fate of(ExecutionRequest request) {
    return switch (random.nextInt(5)) {
      case 0 -> new Fate.Twice();
      case 1 -> new Fate.RestartedAfter(random.nextInt(MANY_STATES));
      default -> new Fate.Once();
    };
  }
}

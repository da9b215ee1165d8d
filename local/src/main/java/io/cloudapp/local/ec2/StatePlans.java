package io.cloudapp.local.ec2;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The states that an instance goes through once a boot, a stop or an end has begun. */
record StatePlans(Ec2Settings settings) {

  private static final int FORCE_IS_FASTER_BY = 4;

  /**
   * @param publicAddress that it has once it runs, empty for none
   */
  List<Moment> booting(Boot boot, String publicAddress, Instant now) {
    var pending = Moment.of(now, InstanceState.PENDING).pending();
    var booted = now.plus(settings.boot());
    return switch (boot) {
      case SUCCEEDS, IMPAIRED ->
          List.of(
              pending, Moment.of(booted, InstanceState.RUNNING).withPublicAddress(publicAddress));
      case NEVER_ENDS -> List.of(pending);
      case FAILS ->
          List.of(
              pending, Moment.of(booted, InstanceState.TERMINATED).because(Cause.failedLaunch()));
    };
  }

  List<Moment> ending(Cause cause, Instant now) {
    return List.of(
        Moment.of(now, InstanceState.SHUTTING_DOWN).because(cause),
        Moment.of(now.plus(settings.shutdown()), InstanceState.TERMINATED).because(cause));
  }

  /** Stopping, and nothing after that. */
  List<Moment> hanging(Cause cause, String publicAddress, Instant now) {
    return List.of(
        Moment.of(now, InstanceState.STOPPING).because(cause).withPublicAddress(publicAddress));
  }

  List<Moment> stopping(Cause cause, boolean force, String publicAddress, Instant now) {
    Duration takes = force ? settings.stop().dividedBy(FORCE_IS_FASTER_BY) : settings.stop();
    return List.of(
        Moment.of(now, InstanceState.STOPPING).because(cause).withPublicAddress(publicAddress),
        Moment.of(now.plus(takes), InstanceState.STOPPED).because(cause));
  }
}

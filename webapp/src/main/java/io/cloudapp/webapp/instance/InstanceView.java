package io.cloudapp.webapp.instance;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.webapp.page.Moment;
import java.util.List;
import java.util.Locale;

/**
 * An instance as the pages show it.
 *
 * @param host empty until it runs
 * @param sshCommand for who has the key already; empty until it runs
 * @param launched none until it runs
 */
public record InstanceView(
    String id,
    String shortId,
    String ec2InstanceId,
    String owner,
    String configuration,
    int configurationVersion,
    InstanceState state,
    String stateWords,
    String host,
    String loginUser,
    String sshCommand,
    boolean loginAvailable,
    Moment requested,
    List<Moment> launched,
    Moment expires,
    String stopReason,
    LifetimeView lifetime) {

  public InstanceView {
    launched = List.copyOf(launched);
  }

  public boolean isLiving() {
    return state.isLiving();
  }

  public boolean isRunning() {
    return state == InstanceState.RUNNING;
  }

  public boolean isPending() {
    return state == InstanceState.PENDING;
  }

  public boolean canBeStopped() {
    return state == InstanceState.PENDING || state == InstanceState.RUNNING;
  }

  /** For the style: {@code pending}, {@code running} and so on. */
  public String stateName() {
    return state.name().toLowerCase(Locale.ROOT);
  }
}

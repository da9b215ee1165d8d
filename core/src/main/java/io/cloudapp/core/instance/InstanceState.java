package io.cloudapp.core.instance;

/** Where an instance stands. */
public enum InstanceState {
  PENDING,
  RUNNING,
  STOPPING,
  STOPPED,
  TERMINATED,
  FAILED;

  /** Whether it counts against its owner's quota. */
  public boolean isLiving() {
    return this == PENDING || this == RUNNING || this == STOPPING;
  }
}

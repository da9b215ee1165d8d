package io.cloudapp.local.ec2;

import java.util.Locale;

/** The state of an instance, with AWS's name and code. */
public enum InstanceState {
  PENDING(0),
  RUNNING(16),
  SHUTTING_DOWN(32),
  TERMINATED(48),
  STOPPING(64),
  STOPPED(80);

  private final int code;

  InstanceState(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** AWS's spelling, for example {@code shutting-down}. */
  public String awsName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  boolean isEnding() {
    return this == SHUTTING_DOWN || this == TERMINATED;
  }
}

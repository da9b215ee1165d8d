package io.cloudapp.logic.notice;

import java.util.Locale;

/** Why an instance ended without anybody's stop. */
public enum EndReason {
  EXPIRED,
  SCHEDULED,
  GONE;

  String key() {
    return "reason." + name().toLowerCase(Locale.ROOT);
  }
}

package io.cloudapp.core.audit;

import java.util.Locale;

/** How an audited action ended. */
public enum AuditOutcome {
  DONE,
  /** Not allowed, or not possible as it was asked for. */
  REFUSED,
  /** Tried and not brought about. */
  FAILED,
  /** Begun outside the database; without a later entry nobody knows how it ended. */
  ATTEMPTED;

  /** The name in URLs and message bundles, for example {@code refused}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }
}

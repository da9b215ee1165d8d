package io.cloudapp.core.audit;

/** How an audited action ended. */
public enum AuditOutcome {
  DONE,
  /** Not allowed, or not possible as it was asked for. */
  REFUSED,
  /** Tried and not brought about. */
  FAILED,
  /** Begun outside the database; without a later entry nobody knows how it ended. */
  ATTEMPTED
}

package io.cloudapp.logic.compute;

/** What EC2 made of a forced stop. */
public enum StopOutcome {
  ORDERED,
  /** Not in its present state. */
  WILL_NOT,
  /** EC2 does not know the instance: not yet, or not any more. */
  UNKNOWN
}

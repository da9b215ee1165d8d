package io.cloudapp.webapp.inspector;

/**
 * What became of a state in all stays of a run.
 *
 * @param words for example {@code done, 2 retries}
 */
record StateSummary(StateOutcome outcome, String words) {}

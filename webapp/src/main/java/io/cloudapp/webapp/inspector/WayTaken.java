package io.cloudapp.webapp.inspector;

/**
 * One step of a run from a state to the next.
 *
 * @param caught whether an error led there
 */
record WayTaken(String from, String to, boolean caught) {}

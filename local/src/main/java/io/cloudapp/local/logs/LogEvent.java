package io.cloudapp.local.logs;

/**
 * One line of a log.
 *
 * @param id counts up within its group; lines are kept in this order
 * @param timestamp milliseconds since 1970, given by the writer
 * @param ingestionTime milliseconds since 1970, when the line was kept
 */
public record LogEvent(
    long id, String stream, long timestamp, long ingestionTime, String message) {}

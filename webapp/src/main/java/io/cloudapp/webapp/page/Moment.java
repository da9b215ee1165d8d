package io.cloudapp.webapp.page;

/**
 * A point in time as a page shows it.
 *
 * @param words for example {@code 3 min ago}
 * @param exact for example {@code 21 November 2026, 23:34:14 UTC}
 * @param clock for example {@code 23:34:14 UTC}
 * @param iso ISO 8601 UTC
 */
public record Moment(String words, String exact, String clock, String iso) {}

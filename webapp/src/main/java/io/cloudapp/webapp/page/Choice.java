package io.cloudapp.webapp.page;

/**
 * One of the values that a field lets people choose from.
 *
 * @param value what the form sends
 * @param words what people read
 */
public record Choice(String value, String words) {}

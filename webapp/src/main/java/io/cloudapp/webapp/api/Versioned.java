package io.cloudapp.webapp.api;

/**
 * An answer and its version.
 *
 * @param version grows with each change, from the answer's {@code ETag}; empty when it has none
 */
public record Versioned<T>(T value, String version) {}

package io.cloudapp.core.configuration;

import java.time.Instant;
import java.util.Optional;

/**
 * One version of a configuration in its history.
 *
 * @param publishedAt when users first got it; empty when they never did
 * @param publishedBy a user name; empty when it was never published
 * @param restoredFrom the version whose content a roll-back brought back
 * @param current whether users get it now
 * @param draft whether it waits to be published
 */
public record ConfigurationVersion(
    int version,
    Instant changedAt,
    String changedBy,
    Optional<Instant> publishedAt,
    Optional<String> publishedBy,
    Optional<Integer> restoredFrom,
    boolean current,
    boolean draft) {}

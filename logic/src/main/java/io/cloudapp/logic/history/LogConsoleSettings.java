package io.cloudapp.logic.history;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.Optional;

/**
 * Where people read logs.
 *
 * @param consoleUrl in the place of CloudWatch's console, as {@code ./cloudapp up} has it
 */
@ConfigurationProperties("cloudapp.logs")
public record LogConsoleSettings(Optional<URI> consoleUrl) {}

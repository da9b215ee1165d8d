package io.cloudapp.logic.aws;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.util.Optional;

/**
 * Which AWS to talk to.
 *
 * @param endpoint another endpoint for every service, as {@code ./cloudapp up} has it
 */
@ConfigurationProperties("cloudapp.aws")
public record AwsSettings(String region, Optional<URI> endpoint) {}

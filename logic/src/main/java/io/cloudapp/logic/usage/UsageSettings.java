package io.cloudapp.logic.usage;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * Where usage is recorded.
 *
 * @param bucket the S3 bucket of the usage events
 */
@ConfigurationProperties("cloudapp.usage")
public record UsageSettings(String bucket) {}

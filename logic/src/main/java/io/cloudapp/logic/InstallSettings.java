package io.cloudapp.logic;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * Which installation of CloudApp this is.
 *
 * @param installId in the tags of everything it creates, so that it never touches another's things
 */
@ConfigurationProperties("cloudapp")
public record InstallSettings(String installId) {}

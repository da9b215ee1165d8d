package io.cloudapp.logic.health;

import io.micronaut.context.annotation.ConfigurationProperties;

/**
 * The queue of statuses.
 *
 * @param loginUrl the URL of the login queue
 * @param deadLetterUrl the URL of the queue of what could not be recorded
 */
@ConfigurationProperties("cloudapp.queues")
record QueueSettings(String loginUrl, String deadLetterUrl) {}

package io.cloudapp.core.instance;

import java.time.Instant;
import java.util.Optional;

/**
 * An instance as the API shows it. Its id is the id of the execution that provisioned it, so one
 * accepted request cannot have two.
 *
 * @param owner the user name
 * @param loginAvailable whether login details wait to be revealed
 * @param stopReason why it ended, when it did; empty otherwise
 * @param test whether an admin launched it to try a draft; nobody else sees it
 */
public record Instance(
    String id,
    Optional<String> ec2InstanceId,
    String owner,
    String configuration,
    int configurationVersion,
    InstanceState state,
    Optional<String> host,
    String loginUser,
    boolean loginAvailable,
    Instant requestedAt,
    Optional<Instant> launchedAt,
    Instant expiresAt,
    String stopReason,
    boolean test) {}

package io.cloudapp.local.ec2;

import java.time.Instant;

/**
 * An AMI that the local EC2 can launch.
 *
 * @param architecture {@code x86_64} or {@code arm64}
 * @param ownerId the account that publishes it on AWS
 * @param ownerAlias {@code amazon} or empty
 * @param rootDevice for example {@code /dev/xvda}
 * @param rootGib size of its root volume
 * @param tokensRequired whether it asks for IMDSv2 by itself
 * @param alias the public SSM parameter that names its id
 */
public record MachineImage(
    String id,
    String name,
    String architecture,
    String ownerId,
    String ownerAlias,
    String rootDevice,
    int rootGib,
    boolean tokensRequired,
    Instant createdAt,
    String alias) {}

package io.cloudapp.local.ec2;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a launch asks for, checked.
 *
 * @param keyName empty when there is no key
 * @param subnet empty when EC2 may choose the zone
 * @param userData in Base64, empty when there is none
 * @param shutdownBehaviour of a shutdown from within: {@code stop} or {@code terminate}
 * @param profile name or ARN of the instance profile, empty when there is none
 */
record LaunchPlan(
    MachineImage image,
    InstanceType type,
    String keyName,
    List<String> securityGroups,
    boolean hasPublicAddress,
    String userData,
    MetadataOptions metadata,
    String shutdownBehaviour,
    boolean terminationDisabled,
    boolean monitored,
    boolean ebsOptimized,
    String profile,
    List<Volume> volumes,
    Map<String, String> tags) {

  LaunchPlan {
    securityGroups = List.copyOf(securityGroups);
    volumes = List.copyOf(volumes);
    tags = new TreeMap<>(tags);
  }
}

package io.cloudapp.logic.instance;

import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.logic.compute.Image;
import io.cloudapp.logic.compute.LaunchOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A launch with everything resolved, kept before the first try: each repeat has to say the same.
 *
 * @param placements the zones in the order in which they are tried
 */
public record FrozenLaunch(
    Image image,
    String instanceType,
    Configuration.Disk disk,
    List<Placement> placements,
    String securityGroupId,
    Optional<String> keyPairName,
    String userData,
    Map<String, String> tags) {

  /** A subnet and the availability zone that it is in. */
  public record Placement(String zone, String subnetId) {}

  public FrozenLaunch {
    placements = List.copyOf(placements);
    keyPairName = keyPairName == null ? Optional.empty() : keyPairName;
    tags = Map.copyOf(tags);
  }

  /** The token of one try: EC2 keeps tokens by zone, so the zone is part of it. */
  String token(String executionId, int attempt, String zone) {
    var text = String.join("\n", executionId, String.valueOf(attempt), zone, instanceType);
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }

  LaunchOrder order(String zone, String token) {
    var placement =
        placements.stream()
            .filter(it -> it.zone().equals(zone))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("The launch has no zone " + zone));
    return new LaunchOrder(
        token,
        image,
        instanceType,
        disk,
        placement.subnetId(),
        securityGroupId,
        keyPairName,
        userData,
        tags);
  }
}

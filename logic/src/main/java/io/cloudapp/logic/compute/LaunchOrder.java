package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.Configuration;
import java.util.Map;
import java.util.Optional;

/**
 * Everything RunInstances is told; a repeat with the same token has to be the same in every part.
 *
 * @param clientToken 64 hexadecimal digits; EC2 answers a repeat with the same instance
 * @param userData the cloud-init document, plain text
 */
public record LaunchOrder(
    String clientToken,
    Image image,
    String instanceType,
    Configuration.Disk disk,
    String subnetId,
    String securityGroupId,
    Optional<String> keyPairName,
    String userData,
    Map<String, String> tags) {

  public LaunchOrder {
    tags = Map.copyOf(tags);
  }
}

package io.cloudapp.local.ec2;

import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instance as LocalCloud's console shows it.
 *
 * @param publicAddress IPv4, empty while there is none
 */
public record InstanceView(
    String id,
    InstanceState state,
    String instanceType,
    String imageId,
    String zone,
    String publicAddress,
    String keyName,
    Map<String, String> tags,
    Instant launchedAt) {

  public InstanceView {
    tags = new TreeMap<>(tags);
  }

  static InstanceView of(Instance instance, Instant now) {
    var truth = instance.lifecycle().truth(now);
    return new InstanceView(
        instance.id(),
        truth.state(),
        instance.plan().type().name(),
        instance.plan().image().id(),
        instance.subnet().zone(),
        truth.publicAddress(),
        instance.plan().keyName(),
        instance.tags(),
        instance.launchedAt());
  }
}

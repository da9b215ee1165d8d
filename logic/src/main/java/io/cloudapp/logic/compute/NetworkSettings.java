package io.cloudapp.logic.compute;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Where instances are placed; needed by those who launch, and by no others.
 *
 * @param subnets the subnet of each availability zone, {@code <zone>=<subnet id>}: an environment
 *     variable cannot hold the dashes of a zone in its name, but a comma-separated list of these
 */
@ConfigurationProperties("cloudapp.network")
public record NetworkSettings(String vpcId, List<String> subnets) {

  public NetworkSettings {
    subnets = List.copyOf(subnets);
    for (var subnet : subnets) {
      if (!subnet.matches("[^=]+=[^=]+")) {
        throw new IllegalArgumentException("Not <zone>=<subnet id>: " + subnet);
      }
    }
  }

  /** Subnet ids by availability zone. */
  public Map<String, String> subnetsByZone() {
    return subnets.stream()
        .map(subnet -> subnet.split("=", 2))
        .collect(Collectors.toUnmodifiableMap(parts -> parts[0], parts -> parts[1]));
  }
}

package io.cloudapp.logic.compute;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.convert.format.MapFormat;
import java.util.Map;

/**
 * Where instances are placed.
 *
 * @param subnets the subnet of each availability zone
 */
@ConfigurationProperties("cloudapp.network")
public record NetworkSettings(
    String vpcId,
    @MapFormat(transformation = MapFormat.MapTransformation.FLAT) Map<String, String> subnets) {

  public NetworkSettings {
    subnets = Map.copyOf(subnets);
  }
}

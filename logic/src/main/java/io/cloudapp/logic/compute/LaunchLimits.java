package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.InstanceTypes;
import io.micronaut.context.annotation.ConfigurationProperties;
import java.util.List;
import java.util.Optional;

/**
 * What may be launched at all; IAM holds it too, and would say so much later.
 *
 * @param instanceTypes patterns with commas between them, for example {@code t3.*,m*.large}
 */
@ConfigurationProperties("cloudapp")
public record LaunchLimits(Optional<String> instanceTypes) {

  public InstanceTypes types() {
    return instanceTypes
        .map(patterns -> new InstanceTypes(List.of(patterns.split(","))))
        .orElse(InstanceTypes.USUAL);
  }
}

package io.cloudapp.pulumi.settings;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Services of AWS that the network can have a private way to. Each costs about 24 US dollars a
 * month in three zones, so NAT is cheaper until some 600 GB a month go to one service; what is
 * bought before that is that its traffic never leaves the network.
 */
public enum InterfaceEndpoint {
  ATHENA,
  COGNITO_IDP,
  EC2,
  ECR_API("ecr.api"),
  ECR_DKR("ecr.dkr"),
  EXECUTE_API,
  GLUE,
  KMS,
  LOGS,
  SECRETSMANAGER,
  SNS,
  SQS,
  STATES,
  STS,
  SYNC_STATES;

  private final String serviceName;

  InterfaceEndpoint() {
    serviceName = name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  InterfaceEndpoint(String serviceName) {
    this.serviceName = serviceName;
  }

  /** What follows the region in AWS's name of the service, for example {@code ecr.api}. */
  public String serviceName() {
    return serviceName;
  }

  static InterfaceEndpoint of(ConfigurationValues own, String key, String name) {
    return Arrays.stream(values())
        .filter(endpoint -> endpoint.serviceName().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                own.bad(
                    key,
                    "has \"" + name + "\", which CloudApp does not call",
                    "names of "
                        + Arrays.stream(values())
                            .map(InterfaceEndpoint::serviceName)
                            .collect(Collectors.joining(", "))));
  }
}

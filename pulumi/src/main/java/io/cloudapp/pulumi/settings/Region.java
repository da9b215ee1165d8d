package io.cloudapp.pulumi.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The regions that have every service of the stack: Aurora Serverless v2, EKS on Fargate, Lambda
 * SnapStart for Java, Cognito, EventBridge Scheduler and at least three zones. From the AWS
 * regional services list, November 2026.
 */
public enum Region {
  EU_WEST_1("a", "b", "c"),
  EU_CENTRAL_1("a", "b", "c"),
  EU_NORTH_1("a", "b", "c"),
  EU_WEST_2("a", "b", "c"),
  EU_WEST_3("a", "b", "c"),
  EU_SOUTH_1("a", "b", "c"),
  US_EAST_1("a", "b", "c"),
  US_EAST_2("a", "b", "c"),
  US_WEST_2("a", "b", "c"),
  CA_CENTRAL_1("a", "b", "d"),
  AP_SOUTH_1("a", "b", "c"),
  AP_SOUTHEAST_1("a", "b", "c"),
  AP_SOUTHEAST_2("a", "b", "c"),
  AP_NORTHEAST_1("a", "c", "d"),
  AP_NORTHEAST_2("a", "b", "c"),
  SA_EAST_1("a", "b", "c");

  private final List<String> zoneLetters;

  Region(String... zoneLetters) {
    this.zoneLetters = List.of(zoneLetters);
  }

  /** The name on AWS, for example {@code eu-west-1}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Three availability zones, for example {@code eu-west-1a}. */
  public List<String> zones() {
    return zoneLetters.stream().map(letter -> code() + letter).toList();
  }

  static Region ofCode(String code) {
    return Arrays.stream(values())
        .filter(region -> region.code().equals(code))
        .findFirst()
        .orElseThrow(
            () ->
                new BadSetting(
                    "aws:region is %s, which lacks a service of the stack or is unknown. Set it to one of %s."
                        .formatted(
                            code,
                            Arrays.stream(values())
                                .map(Region::code)
                                .collect(Collectors.joining(", ")))));
  }
}

package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.QueryInput;
import java.util.Set;

/**
 * What an instance may ask its metadata service, and how.
 *
 * @param httpTokens {@code required} means IMDSv2 only
 * @param hopLimit 1 to 64 network hops that an answer may travel
 */
record MetadataOptions(
    String httpTokens, int hopLimit, String httpEndpoint, String ipv6, String instanceTags) {

  private static final int MOST_HOPS = 64;
  private static final Set<String> SWITCH = Set.of("enabled", "disabled");

  static MetadataOptions read(QueryInput input, MachineImage image) {
    var options = input.structure("MetadataOptions");
    int hops = options.number("HttpPutResponseHopLimit").orElse(image.tokensRequired() ? 2 : 1);
    if (hops < 1 || hops > MOST_HOPS) {
      throw Refusals.invalidValue(
          "Value (" + hops + ") for parameter HttpPutResponseHopLimit is invalid.");
    }
    return new MetadataOptions(
        oneOf(
            options,
            "HttpTokens",
            image.tokensRequired() ? "required" : "optional",
            Set.of("optional", "required")),
        hops,
        oneOf(options, "HttpEndpoint", "enabled", SWITCH),
        oneOf(options, "HttpProtocolIpv6", "disabled", SWITCH),
        oneOf(options, "InstanceMetadataTags", "disabled", SWITCH));
  }

  private static String oneOf(
      QueryInput options, String name, String otherwise, Set<String> allowed) {
    var value = options.text(name).orElse(otherwise);
    if (!allowed.contains(value)) {
      throw Refusals.invalidValue("Value (" + value + ") for parameter " + name + " is invalid.");
    }
    return value;
  }
}

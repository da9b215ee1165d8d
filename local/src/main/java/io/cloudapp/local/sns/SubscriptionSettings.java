package io.cloudapp.local.sns;

import io.cloudapp.local.endpoint.AwsError;
import java.util.Map;
import java.util.Set;

/**
 * What a subscriber may ask for.
 *
 * @param raw whether the message goes to a queue as it is
 * @param filterPolicy which messages it gets, as JSON; empty for all
 */
record SubscriptionSettings(boolean raw, String filterPolicy) {

  static final SubscriptionSettings NONE = new SubscriptionSettings(false, "");

  private static final Set<String> NAMES =
      Set.of("RawMessageDelivery", "FilterPolicy", "FilterPolicyScope");

  /** Checks the policy. */
  SubscriptionSettings {
    FilterPolicy.parse(filterPolicy);
  }

  /**
   * @throws AwsError {@code InvalidParameter}
   */
  static SubscriptionSettings of(Map<String, String> attributes) {
    for (var name : attributes.keySet()) {
      if (!NAMES.contains(name)) {
        throw SnsRefusals.invalid("Attributes Reason: Unknown attribute: " + name);
      }
    }
    if (!attributes
        .getOrDefault("FilterPolicyScope", "MessageAttributes")
        .equals("MessageAttributes")) {
      throw SnsRefusals.invalid(
          "FilterPolicyScope Reason: LocalCloud knows MessageAttributes only");
    }
    return new SubscriptionSettings(
        Boolean.parseBoolean(attributes.get("RawMessageDelivery")),
        attributes.getOrDefault("FilterPolicy", ""));
  }
}

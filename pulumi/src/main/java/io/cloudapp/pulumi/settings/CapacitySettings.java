package io.cloudapp.pulumi.settings;

import io.cloudapp.core.function.CloudFunction;

/**
 * How much runs at once.
 *
 * @param webMinimum web app tasks that always run
 * @param webMaximum tasks that it may grow to
 * @param serviceReplicas pods of each service that always run
 * @param serviceMaximum pods that each may grow to
 * @param functionConcurrency executions of one function at once; more are throttled
 */
public record CapacitySettings(
    int webMinimum,
    int webMaximum,
    int serviceReplicas,
    int serviceMaximum,
    int functionConcurrency) {

  /** What Lambda keeps for functions that reserve nothing; it refuses to reserve more. */
  private static final int UNRESERVED = 100;

  static CapacitySettings of(ConfigurationValues own) {
    var settings =
        new CapacitySettings(
            own.number("webMinimum", 1, 1, 100, "web app tasks that always run"),
            own.number("webMaximum", 4, 1, 100, "web app tasks at most"),
            own.number("serviceReplicas", 1, 1, 50, "pods of each service that always run"),
            own.number("serviceMaximum", 4, 1, 50, "pods of each service at most"),
            own.number("functionConcurrency", 20, 1, 1000, "executions of one function at once"));
    var quota =
        own.number(
            "accountConcurrency",
            1000,
            UNRESERVED + CloudFunction.values().length,
            1_000_000,
            "the account's quota of concurrent Lambda executions (a new account has 10; ask AWS"
                + " for more in Service Quotas)");
    var most = (quota - UNRESERVED) / CloudFunction.values().length;
    if (settings.functionConcurrency() > most) {
      throw own.bad(
          "functionConcurrency",
          "is %d, and %d functions with that many reserve more than the account's quota of %d"
              .formatted(settings.functionConcurrency(), CloudFunction.values().length, quota),
          most + " or less, or cloudapp:accountConcurrency to the quota that you have");
    }
    if (settings.webMinimum() > settings.webMaximum()) {
      throw own.bad("webMinimum", "is more than webMaximum", "a number that is not larger");
    }
    if (settings.serviceReplicas() > settings.serviceMaximum()) {
      throw own.bad(
          "serviceReplicas", "is more than serviceMaximum", "a number that is not larger");
    }
    return settings;
  }
}

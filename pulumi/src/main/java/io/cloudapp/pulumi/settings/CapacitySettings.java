package io.cloudapp.pulumi.settings;

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

  static CapacitySettings of(ConfigurationValues own) {
    var settings =
        new CapacitySettings(
            own.number("webMinimum", 1, 1, 100, "web app tasks that always run"),
            own.number("webMaximum", 4, 1, 100, "web app tasks at most"),
            own.number("serviceReplicas", 1, 1, 50, "pods of each service that always run"),
            own.number("serviceMaximum", 4, 1, 50, "pods of each service at most"),
            own.number("functionConcurrency", 20, 1, 1000, "executions of one function at once"));
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

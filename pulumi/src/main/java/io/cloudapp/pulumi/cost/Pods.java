package io.cloudapp.pulumi.cost;

import io.cloudapp.pulumi.plan.PlannedResource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Pods of one kind that always run.
 *
 * @param what for example {@code Pods of view-stats}
 */
record Pods(String what, int number, FargateSize size) {

  /** Each runs twice and asks for next to nothing. */
  static List<Pods> ofAddon(PlannedResource addon) {
    return switch ((String) addon.inputs().get("addonName")) {
      case "coredns" -> List.of(new Pods("Pods of CoreDNS", 2, FargateSize.ofPod("100m", "170Mi")));
      case "metrics-server" ->
          List.of(new Pods("Pods of the metrics server", 2, FargateSize.ofPod("100m", "200Mi")));
      default -> throw new UnknownCost(addon);
    };
  }

  /** Our chart names its services; of others the values say how many there are. */
  static List<Pods> ofRelease(PlannedResource release) {
    var values = map(release.inputs().get("values"));
    if (!values.containsKey("services")) {
      return List.of(
          new Pods(
              "Pods of the load balancer controller",
              number(values.getOrDefault("replicaCount", 2)),
              requested(map(values.get("resources")).get("requests"))));
    }
    var pods = new ArrayList<Pods>();
    map(values.get("services"))
        .forEach(
            (name, value) -> {
              var service = map(value);
              pods.add(
                  new Pods(
                      "Pods of the services",
                      number(map(service.get("replicas")).get("minimum")),
                      requested(service.get("resources"))));
            });
    return pods;
  }

  private static FargateSize requested(Object resources) {
    var map = map(resources);
    return FargateSize.ofPod(
        String.valueOf(map.getOrDefault("cpu", "100m")),
        String.valueOf(map.getOrDefault("memory", "128Mi")));
  }

  private static int number(Object value) {
    return ((Number) value).intValue();
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
  }
}

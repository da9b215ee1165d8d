package io.cloudapp.pulumi.chart;

import static java.util.stream.Collectors.toMap;

import io.cloudapp.pulumi.plan.Plan;
import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a deployment gives to Helm, with likely values for what only the deployment itself brings.
 */
final class PlannedValues {

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([a-z0-9-]+)\\.([A-Za-z0-9.\\[\\]]+)}");

  private final Map<String, PlannedResource> resources;

  private PlannedValues(List<PlannedResource> plan) {
    resources = plan.stream().collect(toMap(PlannedResource::name, Function.identity()));
  }

  static PlannedValues of(Preset preset) {
    return new PlannedValues(Plan.of(preset.settings()));
  }

  /** The values of the one release whose chart's name ends so. */
  Map<String, Object> release(String chart) {
    return resources.values().stream()
        .filter(resource -> resource.type().equals("kubernetes:helm.sh/v3:Release"))
        .filter(release -> ((String) release.inputs().get("chart")).endsWith(chart))
        .map(release -> Chart.asMap(known(release.inputs().get("values"))))
        .reduce(
            (one, other) -> {
              throw new IllegalStateException("Two releases of " + chart);
            })
        .orElseThrow();
  }

  /** For example {@code 1.34}. */
  String clusterVersion() {
    return resources.values().stream()
        .filter(resource -> resource.type().equals("aws:eks/cluster:Cluster"))
        .map(cluster -> (String) cluster.inputs().get("version"))
        .findFirst()
        .orElseThrow();
  }

  private Object known(Object value) {
    return switch (value) {
      case Map<?, ?> reference when reference.keySet().equals(Set.of("ref", "output")) ->
          known((String) reference.get("ref"), (String) reference.get("output"));
      case Map<?, ?> map ->
          map.entrySet().stream()
              .collect(toMap(entry -> (String) entry.getKey(), entry -> known(entry.getValue())));
      case List<?> list -> list.stream().map(this::known).toList();
      case String text ->
          REFERENCE.matcher(text).replaceAll(match -> known(match.group(1), match.group(2)));
      default -> value;
    };
  }

  private String known(String name, String output) {
    var type = resources.get(name).type();
    return switch (type + " " + output) {
      case "aws:acm/certificate:Certificate arn",
          "aws:acm/certificateValidation:CertificateValidation certificateArn" ->
          "arn:aws:acm:eu-west-1:123456789012:certificate/" + name;
      case "aws:ec2/securityGroup:SecurityGroup id" -> "sg-0123456789abcdef0";
      case "aws:ec2/subnet:Subnet id" -> "subnet-%017x".formatted(name.hashCode() & 0xffffffffL);
      case "aws:iam/role:Role arn" -> "arn:aws:iam::123456789012:role/" + name;
      case "aws:ecr/repository:Repository repositoryUrl" ->
          "123456789012.dkr.ecr.eu-west-1.amazonaws.com/"
              + resources.get(name).inputs().get("name");
      default -> name + "-" + output;
    };
  }
}

package io.cloudapp.pulumi.cost;

import java.util.List;

/**
 * The smallest size that Fargate has for a pod. EKS adds 256 MB for what runs beside the containers
 * and rounds up, see "Fargate Pod configuration" of Amazon EKS.
 *
 * @param gigabytes of memory
 */
record FargateSize(double virtualCpus, double gigabytes) {

  private static final double KUBERNETES_GIGABYTES = 0.25;

  /** CPUs, the least and the most memory, and in which steps. */
  private record Range(double virtualCpus, double least, double most, double step) {}

  private static final List<Range> RANGES =
      List.of(
          new Range(0.25, 0.5, 0.5, 0.5),
          new Range(0.25, 1, 2, 1),
          new Range(0.5, 1, 4, 1),
          new Range(1, 2, 8, 1),
          new Range(2, 4, 16, 1),
          new Range(4, 8, 30, 1));

  /**
   * @param cpus as Kubernetes writes them, for example {@code 500m}
   * @param memory for example {@code 1Gi}
   */
  static FargateSize ofPod(String cpus, String memory) {
    var wantedCpus = cpus(cpus);
    var wantedMemory = gigabytes(memory) + KUBERNETES_GIGABYTES;
    return RANGES.stream()
        .filter(range -> range.virtualCpus() >= wantedCpus && range.most() >= wantedMemory)
        .findFirst()
        .map(range -> new FargateSize(range.virtualCpus(), fitting(range, wantedMemory)))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Fargate has no size for %s CPUs and %s".formatted(cpus, memory)));
  }

  private static double fitting(Range range, double wanted) {
    return Math.max(range.least(), Math.ceil(wanted / range.step()) * range.step());
  }

  private static double cpus(String text) {
    return text.endsWith("m")
        ? Double.parseDouble(text.substring(0, text.length() - 1)) / 1000
        : Double.parseDouble(text);
  }

  private static double gigabytes(String text) {
    var number = Double.parseDouble(text.replaceFirst("[A-Za-z]+$", ""));
    return switch (text.replaceFirst("^[0-9.]+", "")) {
      case "Gi" -> number;
      case "Mi" -> number / 1024;
      default ->
          throw new IllegalArgumentException("Memory is in Mi or Gi, and not '" + text + "'");
    };
  }
}

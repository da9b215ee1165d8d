package io.cloudapp.pulumi.chart;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** One object for Kubernetes, as the chart renders it. */
record Manifest(Map<String, Object> content) {

  String kind() {
    return (String) content.get("kind");
  }

  String name() {
    return at("metadata", "name");
  }

  /** What is below the keys, or null. */
  @SuppressWarnings("unchecked")
  <T> T at(String... keys) {
    Object node = content;
    for (var key : keys) {
      node = node instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return (T) node;
  }

  /** The specification of the pods that the object is or makes; nothing for all others. */
  Stream<Map<String, Object>> pod() {
    return Stream.of(this.<Object>at(kind().equals("Pod") ? PLAIN : TEMPLATE))
        .filter(spec -> kind().equals("Pod") || kind().equals("Deployment"))
        .filter(Objects::nonNull)
        .map(Chart::asMap);
  }

  /** All its pods' containers, the initial and ephemeral ones too. */
  Stream<Map<String, Object>> containers() {
    return pod()
        .flatMap(
            pod -> Stream.of("containers", "initContainers", "ephemeralContainers").map(pod::get))
        .filter(Objects::nonNull)
        .flatMap(list -> ((List<?>) list).stream())
        .map(Chart::asMap);
  }

  @Override
  public String toString() {
    return kind() + " " + name();
  }

  private static final String[] PLAIN = {"spec"};
  private static final String[] TEMPLATE = {"spec", "template", "spec"};
}

package io.cloudapp.pulumi.plan;

import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import io.cloudapp.pulumi.settings.StackSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.Yaml;

/** The plans of the presets, made once for all tests. */
public final class Plans {

  private static final Map<Preset, Plan.Run> RUNS = new EnumMap<>(Preset.class);

  private Plans() {}

  static synchronized Plan.Run of(Preset preset) {
    return RUNS.computeIfAbsent(preset, it -> Plan.run(it.settings()));
  }

  public static List<PlannedResource> resources(Preset preset) {
    return of(preset).resources();
  }

  /** The small preset with other values, each under its full key. */
  static List<PlannedResource> with(Map<String, String> others) {
    var file = Path.of("Pulumi.small.yaml");
    try {
      Map<String, Map<String, Object>> content = new Yaml().load(Files.readString(file));
      var values = new HashMap<String, String>();
      content.get("config").forEach((key, value) -> values.put(key, String.valueOf(value)));
      values.putAll(others);
      return Plan.of(StackSettings.of("small", key -> Optional.ofNullable(values.get(key))));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static List<PlannedResource> ofType(List<PlannedResource> plan, String type) {
    return plan.stream().filter(resource -> resource.type().equals(type)).toList();
  }

  static PlannedResource named(List<PlannedResource> plan, String ending) {
    return plan.stream()
        .filter(resource -> resource.name().endsWith(ending))
        .findFirst()
        .orElseThrow(() -> new AssertionError("The plan has nothing called …" + ending));
  }

  static String json(Object value) {
    return Json.mapper().valueToTree(value).toString();
  }
}

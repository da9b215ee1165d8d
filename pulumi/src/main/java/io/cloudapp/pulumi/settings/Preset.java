package io.cloudapp.pulumi.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The sets of values that come with CloudApp, each a file {@code Pulumi.<name>.yaml}. */
public enum Preset {
  SMALL,
  PRODUCTION;

  public static Preset of(String name) {
    return Arrays.stream(Preset.values())
        .filter(preset -> preset.slug().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new BadSetting(
                    "There is no preset '%s'. Choose one of %s."
                        .formatted(
                            name,
                            Arrays.stream(Preset.values())
                                .map(Preset::slug)
                                .collect(Collectors.joining(", ")))));
  }

  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Full key ({@code cloudapp:domain}) → value. */
  static Map<String, String> values(InputStream file) {
    Map<String, Map<String, Object>> content =
        new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
    return content.getOrDefault("config", Map.of()).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }

  public StackSettings settings() {
    return StackSettings.of(slug(), configuration());
  }

  /**
   * @param own values that take the place of the preset's
   */
  public StackSettings settings(Map<String, String> own) {
    var all = new HashMap<>(configuration());
    all.putAll(own);
    return StackSettings.of(slug(), all);
  }

  /** Full key ({@code cloudapp:domain}) → value. */
  public Map<String, String> configuration() {
    var name = "/Pulumi." + slug() + ".yaml";
    try (var file = Preset.class.getResourceAsStream(name)) {
      if (file == null) {
        throw new IllegalStateException(name + " is missing on the class path");
      }
      return values(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

package io.cloudapp.pulumi.chart;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The chart of the services, as Helm itself reads it. */
final class Chart {

  /** The module's folder is where Maven starts the tests. */
  static final Path FOLDER = Path.of("../k8s-services/chart");

  /** The version that the cluster has; Helm as a library believes in an old one. */
  static final String KUBERNETES = "1.34.1";

  private static final String RELEASE = "cloudapp";
  private static final String NAMESPACE = "cloudapp";

  /**
   * Helm as a library renders no hooks, and the pods of helm test are some: in a copy of the chart
   * the annotation that makes them hooks has another name.
   */
  private static final String HOOK = "helm.sh/hook";

  private static final String NO_HOOK = "no.helm.sh/hook";

  private Chart() {}

  /** The values of an example in the chart's folder {@code ci}. */
  static Map<String, Object> example(String name) {
    return asMap(yaml(read(FOLDER.resolve("ci/" + name + "-values.yaml"))).getFirst());
  }

  static Map<String, Object> defaults() {
    return asMap(yaml(read(FOLDER.resolve("values.yaml"))).getFirst());
  }

  /**
   * The chart's objects as one text.
   *
   * @throws IllegalStateException with Helm's message where it refuses the values
   */
  static String render(Map<String, Object> values) {
    return inCopy(
        folder -> {
          var file = Files.writeString(folder.resolve("given.yaml"), new Yaml().dump(values));
          return new Helm(folder)
              .template()
              .withName(RELEASE)
              .withNamespace(NAMESPACE)
              .withKubeVersion(KUBERNETES)
              .withValuesFile(file)
              .call()
              .replace(NO_HOOK, HOOK);
        });
  }

  static List<Manifest> objects(Map<String, Object> values) {
    return yaml(render(values)).stream().map(Chart::asMap).map(Manifest::new).toList();
  }

  /** What Helm's linter says of the chart, were these values its defaults. */
  static LintResult lint(Map<String, Object> values) {
    return inCopy(
        folder -> {
          var all = merged(defaults(), values);
          Files.writeString(folder.resolve("values.yaml"), new Yaml().dump(all));
          return new Helm(folder).lint().strict().call();
        });
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The documents of a YAML file that hold something. */
  static List<Object> yaml(String text) {
    var documents = new ArrayList<>();
    var options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    new Yaml(new SafeConstructor(options)).loadAll(text).forEach(documents::add);
    documents.removeIf(document -> document == null);
    return documents;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> asMap(Object node) {
    return (Map<String, Object>) node;
  }

  private interface Use<T> {
    T of(Path folder) throws IOException;
  }

  private static <T> T inCopy(Use<T> use) {
    try (var files = Files.walk(FOLDER)) {
      var copies = Files.createTempDirectory("chart");
      try {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          var copy = copies.resolve(FOLDER.relativize(file));
          Files.createDirectories(copy.getParent());
          Files.writeString(copy, Files.readString(file).replace(HOOK, NO_HOOK));
        }
        return use.of(copies);
      } finally {
        delete(copies);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** As Helm does it: a map is completed, everything else replaced. */
  private static Map<String, Object> merged(Map<String, Object> defaults, Map<String, Object> own) {
    var all = new LinkedHashMap<>(defaults);
    own.forEach(
        (key, value) ->
            all.merge(
                key,
                value,
                (before, after) ->
                    before instanceof Map && after instanceof Map
                        ? merged(asMap(before), asMap(after))
                        : after));
    return all;
  }
}

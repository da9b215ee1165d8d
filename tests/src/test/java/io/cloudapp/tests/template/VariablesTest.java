package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Environment variables are set in one place and read in another: what {@code template.yaml} and
 * the stack set, and what the code asks for, are the same.
 */
final class VariablesTest {

  private static final Path ROOT = Path.of("..");
  private static final Pattern PROPERTY = Pattern.compile("\"(cloudapp\\.[a-z.-]+)\"");
  private static final Pattern VARIABLE = Pattern.compile("\"(CLOUDAPP_[A-Z_]+)\"");

  /** Good as they are on AWS; LocalCloud and tests set some. */
  private static final Set<String> LEFT_AT_THEIR_DEFAULT =
      Set.of(
          "CLOUDAPP_AWS_ENDPOINT",
          "CLOUDAPP_DATABASE_PASSWORD",
          "CLOUDAPP_DATABASE_MAXIMUM_CONNECTIONS",
          "CLOUDAPP_STATISTICS_PATIENCE",
          "CLOUDAPP_STATISTICS_REUSE",
          "CLOUDAPP_TIME_TO_OBEY_FORCE");

  /** The rest of such a name is the caller's: a machine, a key. */
  private static final List<String> FAMILIES =
      List.of("CLOUDAPP_STATE_MACHINE_ARNS_", "CLOUDAPP_WEB_KEYS_");

  @Test
  void readsEveryVariableThatTheTemplateSets() {
    assertThat(SamTemplate.read().environment(Map.of()).keySet()).isSubsetOf(read());
  }

  @Test
  void readsEveryVariableThatTheStackSets() {
    var read = read();

    assertThat(setByTheStack())
        .allSatisfy(
            name ->
                assertThat(read)
                    .as(name)
                    .anyMatch(
                        known ->
                            known.equals(name)
                                || FAMILIES.stream()
                                    .anyMatch(
                                        family ->
                                            name.startsWith(family) && (known + "_").equals(family)
                                                || name.equals(family)
                                                    && known.startsWith(family))));
  }

  @Test
  void setsEveryVariableThatTheLogicTierReadsButThoseWithAGoodDefault() {
    var set = setByTheStack();

    assertThat(constants(ROOT.resolve("logic/src/main/java")))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(isSet(name, set)).as(name).isTrue());
    assertThat(configured("logic"))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(isSet(name, set)).as(name).isTrue());
  }

  private static boolean isSet(String name, Set<String> set) {
    return set.contains(name)
        || LEFT_AT_THEIR_DEFAULT.contains(name)
        || FAMILIES.stream().anyMatch(family -> name.startsWith(family) && set.contains(family))
        // The prefix of a family of properties, as annotations name it.
        || set.stream().anyMatch(other -> other.startsWith(name + "_"));
  }

  /** What anything of ours reads, as variables are written. */
  private static Set<String> read() {
    var names = new TreeSet<String>();
    for (var module : List.of("logic", "webapp")) {
      names.addAll(configured(module));
      names.addAll(constants(ROOT.resolve(module + "/src/main/java")));
    }
    return names;
  }

  /** The properties of configuration records, which Micronaut's compiler writes down. */
  private static Set<String> configured(String module) {
    try {
      var names = new TreeSet<String>();
      var files =
          VariablesTest.class
              .getClassLoader()
              .getResources("META-INF/spring-configuration-metadata.json");
      for (var file : Collections.list(files)) {
        if (file.getPath().contains("/" + module + "/target/")) {
          for (var property : Json.mapper().readTree(file.openStream()).path("properties")) {
            names.add(variable(property.path("name").asText()));
          }
        }
      }
      return names.stream()
          .filter(name -> name.startsWith("CLOUDAPP_"))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Set<String> constants(Path sources) {
    return found(sources, PROPERTY).stream()
        .map(VariablesTest::variable)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> setByTheStack() {
    return found(ROOT.resolve("pulumi/src/main/java"), VARIABLE);
  }

  private static Set<String> found(Path sources, Pattern pattern) {
    try (var files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(VariablesTest::text)
          .flatMap(text -> pattern.matcher(text).results())
          .map(match -> match.group(1))
          .collect(Collectors.toCollection(TreeSet::new));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static String variable(String property) {
    return property.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_");
  }
}

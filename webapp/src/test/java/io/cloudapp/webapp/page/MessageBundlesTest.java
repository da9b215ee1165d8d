package io.cloudapp.webapp.page;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.execution.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageBundlesTest {

  private static final Path RESOURCES = Path.of("src/main/resources");
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");
  private static final Pattern USE = Pattern.compile("#\\{([a-zA-Z][\\w.-]*[\\w])[(}]");

  static List<String> features() {
    return MessageBundles.FEATURES;
  }

  @ParameterizedTest
  @MethodSource("features")
  void saysEverythingInGermanToo(String feature) {
    var english = MessageBundles.read(feature, Language.ENGLISH);
    var german = MessageBundles.read(feature, Language.GERMAN);

    assertThat(german.stringPropertyNames()).isEqualTo(english.stringPropertyNames());
    assertThat(english.stringPropertyNames())
        .allSatisfy(
            key -> {
              assertThat(german.getProperty(key)).as(key).isNotBlank();
              assertThat(places(german, key)).as(key).isEqualTo(places(english, key));
            });
  }

  @Test
  void hasOneTextForEachKey() {
    var keys =
        features().stream()
            .flatMap(
                feature ->
                    MessageBundles.read(feature, Language.ENGLISH).stringPropertyNames().stream())
            .toList();

    assertThat(keys).doesNotHaveDuplicates();
  }

  @Test
  void knowsEveryTextThatATemplateAsksFor() {
    var known =
        features().stream()
            .flatMap(
                feature ->
                    MessageBundles.read(feature, Language.ENGLISH).stringPropertyNames().stream())
            .collect(Collectors.toSet());

    assertThat(templates().flatMap(MessageBundlesTest::uses)).isNotEmpty().isSubsetOf(known);
  }

  @Test
  void namesEveryKindOfProblemStepAndAction() {
    var problems = MessageBundles.read("problem", Language.ENGLISH);
    var texts = MessageBundles.read("app", Language.ENGLISH);

    assertThat(Arrays.stream(ProblemType.values()).map(type -> "problem." + type.slug()))
        .isSubsetOf(problems.stringPropertyNames());
    assertThat(Arrays.stream(ProblemType.values()).map(type -> "problem." + type.slug() + ".title"))
        .isSubsetOf(problems.stringPropertyNames());
    assertThat(Arrays.stream(Step.values()).map(step -> "step." + step.wireName()))
        .isSubsetOf(texts.stringPropertyNames());
    assertThat(Arrays.stream(AuditAction.values()).map(action -> "audit.action." + action.slug()))
        .isSubsetOf(MessageBundles.read("audit", Language.ENGLISH).stringPropertyNames());
  }

  private static TreeSet<String> places(Properties texts, String key) {
    return PLACE
        .matcher(texts.getProperty(key))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Stream<String> uses(Path template) {
    try {
      return USE.matcher(Files.readString(template)).results().map(use -> use.group(1));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Stream<Path> templates() {
    try (var files = Files.walk(RESOURCES.resolve("views"))) {
      return files.filter(not(Files::isDirectory)).toList().stream();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}

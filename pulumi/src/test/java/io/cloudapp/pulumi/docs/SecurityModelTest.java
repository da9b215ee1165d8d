package io.cloudapp.pulumi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of the ASVS in docs/security-model.md says of each requirement what holds it. */
class SecurityModelTest {

  /** The ids of all requirements of the two levels, with the level. */
  private static final Path REQUIREMENTS =
      Path.of("src/test/resources/asvs-5.0.0-levels-1-and-2.txt");

  private static final Pattern TEST = Pattern.compile("`([A-Z][A-Za-z0-9]*(?:Test|IT))`");
  private static final Page PAGE = Page.of("docs/security-model.md");
  private static final Set<String> TESTS = tests();

  record Row(String id, String shortly, String state, String how, String heldBy) {}

  static List<Row> rows() {
    return PAGE.rows().stream()
        .filter(row -> row.getFirst().matches("V[0-9]+\\.[0-9]+\\.[0-9]+"))
        .map(row -> new Row(row.getFirst(), row.get(1), row.get(2), row.get(3), row.get(4)))
        .toList();
  }

  @Test
  void hasEachRequirementOfBothLevelsOnce() throws IOException {
    var required =
        Files.readAllLines(REQUIREMENTS).stream().map(line -> line.split(" ")[0]).toList();

    assertThat(rows().stream().map(Row::id)).containsExactlyElementsOf(required);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void namesWhatHoldsARequirementOrSaysWhyNothingDoes(Row row) {
    assertThat(row.shortly()).isNotEmpty();
    switch (row.state()) {
      case "Met", "Partly" ->
          assertThat(row.heldBy())
              .matches(held -> TEST.matcher(held).find() || held.contains("]("));
      case "Not met", "Does not apply" -> assertThat(row.how()).isNotEmpty();
      default -> throw new AssertionError(row + " has no state that the page explains");
    }
  }

  @Test
  void namesOnlyTestsThatExist() {
    assertThat(TEST.matcher(PAGE.text()).results().map(name -> name.group(1)))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(TESTS).contains(name));
  }

  @Test
  void countsRightly() {
    Map<String, Long> states =
        rows().stream().collect(Collectors.groupingBy(Row::state, Collectors.counting()));

    assertThat(PAGE.text().replaceAll("\\s+", " "))
        .contains("All %d requirements".formatted(rows().size()))
        .contains(
            "%d are met, %d in part, %d are not, and %d do not apply"
                .formatted(
                    states.get("Met"),
                    states.get("Partly"),
                    states.get("Not met"),
                    states.get("Does not apply")));
  }

  /** Names of test classes, wherever they are in the repository. */
  private static Set<String> tests() {
    try (Stream<Path> files = Files.walk(Page.REPOSITORY, 14)) {
      return files
          .filter(file -> file.toString().contains("/src/test/java/"))
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith("Test.java") || name.endsWith("IT.java"))
          .map(name -> name.replace(".java", ""))
          .collect(Collectors.toSet());
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}

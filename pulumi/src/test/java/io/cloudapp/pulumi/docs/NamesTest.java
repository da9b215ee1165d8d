package io.cloudapp.pulumi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.plan.Plans;
import io.cloudapp.pulumi.settings.Preset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the commands of the pages call by name is called so in the plan of preset small. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NamesTest {

  private static final String INSTALLATION = "cloudapp-small";

  /** With the path before it: {@code /aws/lambda/$INSTALLATION-Reconcile}. */
  private static final Pattern NAME =
      Pattern.compile("(?:/\\w[\\w/-]*/)?\\$INSTALLATION(?:[-/][\\w/-]*\\w)?");

  /** Made by an operator, or by what the page has just done. */
  private static final Set<String> OF_THE_READER = Set.of(INSTALLATION + "-kept");

  private final Set<String> texts = new HashSet<>();

  @BeforeAll
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void plan() {
    Plans.resources(Preset.SMALL).forEach(resource -> collect(resource.inputs()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/run-book.md",
        "docs/how-to-upgrade.md",
        "docs/how-to-rotate-secrets.md",
        "docs/how-to-restore-the-database.md",
        "docs/how-to-tear-down.md"
      })
  void callsThingsByTheirNames(String page) {
    var names =
        Page.of(page).code().stream()
            .flatMap(block -> NAME.matcher(block).results())
            .map(name -> name.group().replace("$INSTALLATION", INSTALLATION))
            .filter(name -> !OF_THE_READER.contains(name))
            .toList();

    assertThat(names).isNotEmpty();
    assertThat(names)
        .filteredOn(
            name ->
                texts.stream().noneMatch(text -> text.equals(name) || text.startsWith(start(name))))
        .as("names in " + page + " that nothing of the plan has")
        .isEmpty();
  }

  /** RDS makes its log group itself, of the cluster's name. */
  private static String start(String name) {
    return name.startsWith("/aws/rds/cluster/") ? name.split("/")[4] : name + "-";
  }

  private void collect(Object value) {
    switch (value) {
      case String text -> texts.add(text);
      case Map<?, ?> map -> map.values().forEach(this::collect);
      case List<?> list -> list.forEach(this::collect);
      default -> {}
    }
  }
}

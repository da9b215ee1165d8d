package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions are told the same on AWS and under {@code sam local}. */
class FunctionVariablesTest {

  /** Eight blanks: the variables of all functions, below {@code Globals}. */
  private static final Pattern VARIABLE = Pattern.compile("(?m)^ {8}(CLOUDAPP_\\w+):");

  /** Another endpoint than AWS, and a database without IAM. */
  private static final Set<String> LOCALLY_ONLY =
      Set.of("CLOUDAPP_AWS_ENDPOINT", "CLOUDAPP_DATABASE_PASSWORD");

  /** What the services or one function alone are told, and no other function reads. */
  private static final Pattern OF_SOME =
      Pattern.compile("CLOUDAPP_(STATISTICS_\\w+|NETWORK_\\w+|PREPARATION_\\w+|INSTANCE_TYPES)");

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void setsTheVariablesOfTheSamTemplate() throws IOException {
    var template =
        VARIABLE
            .matcher(Files.readString(Path.of("../template.yaml")))
            .results()
            .map(match -> match.group(1))
            .filter(name -> !LOCALLY_ONLY.contains(name) && !OF_SOME.matcher(name).matches())
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(Plan.of(Preset.SMALL.settings()))
        .filteredOn(resource -> resource.type().equals("aws:lambda/function:Function"))
        .isNotEmpty()
        .allSatisfy(
            function ->
                assertThat(variables(function))
                    .as(function.name())
                    .filteredOn(name -> !OF_SOME.matcher(name).matches())
                    .containsExactlyInAnyOrderElementsOf(template));
  }

  private static Set<String> variables(PlannedResource function) {
    var environment = (Map<?, ?>) function.inputs().get("environment");
    return ((Map<?, ?>) environment.get("variables"))
        .keySet().stream().map(Object::toString).collect(Collectors.toSet());
  }
}

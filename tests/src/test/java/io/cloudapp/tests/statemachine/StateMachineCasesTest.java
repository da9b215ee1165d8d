package io.cloudapp.tests.statemachine;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.states.cases.CaseOutcome;
import io.cloudapp.local.states.cases.CaseRunner;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state machine against its cases. */
final class StateMachineCasesTest {

  static Stream<Definition> definitions() {
    return Definition.all().stream();
  }

  @TestFactory
  Stream<DynamicContainer> takesTheExpectedPath() {
    return definitions()
        .map(
            definition ->
                DynamicContainer.dynamicContainer(
                    definition.name(),
                    CaseRunner.run(definition.text(), definition.cases()).stream()
                        .map(StateMachineCasesTest::test)));
  }

  private static DynamicTest test(CaseOutcome outcome) {
    return DynamicTest.dynamicTest(outcome.name(), () -> assertThat(outcome.problems()).isEmpty());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void entersEveryStateInSomeCase(Definition definition) {
    var entered =
        CaseRunner.run(definition.text(), definition.cases()).stream()
            .flatMap(outcome -> outcome.path().stream())
            .collect(Collectors.toSet());

    assertThat(entered).containsAll(definition.states().keySet());
  }

  @ParameterizedTest
  @MethodSource("definitions")
  void tellsItsCasesApartByName(Definition definition) {
    assertThat(CaseRunner.run(definition.text(), definition.cases()))
        .isNotEmpty()
        .extracting(CaseOutcome::name)
        .doesNotHaveDuplicates();
  }
}

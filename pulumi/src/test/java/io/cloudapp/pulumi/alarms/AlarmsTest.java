package io.cloudapp.pulumi.alarms;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.plan.Stacks;
import io.cloudapp.pulumi.settings.Preset;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AlarmsTest {

  private static final String ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";

  @ParameterizedTest
  @EnumSource
  void saysInEachAlarmWhereItsRunBookIs(Preset preset) {
    assertThat(Stacks.of(preset, ALARM))
        .extracting(alarm -> text(alarm, "alarmDescription").replaceFirst(".*#", ""))
        .containsOnly(
            Arrays.stream(Alarm.values())
                .filter(alarm -> alarm != Alarm.BUDGET)
                .map(Alarm::section)
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void tellsTheAdminsWhenItBeginsAndWhenItEnds(Preset preset) {
    assertThat(Stacks.of(preset, ALARM))
        .allSatisfy(
            alarm -> {
              assertThat(alarm.inputs().get("alarmActions").toString()).contains("admins");
              assertThat(alarm.inputs().get("okActions"))
                  .isEqualTo(alarm.inputs().get("alarmActions"));
            });
  }

  @ParameterizedTest
  @EnumSource
  void watchesEachFunctionOfOursAndNobodyElses(Preset preset) {
    var functions =
        Arrays.stream(CloudFunction.values())
            .map(function -> preset.settings().name(function.functionName()))
            .toList();
    for (var metric : new String[] {"Errors", "Throttles"}) {
      assertThat(Stacks.of(preset, ALARM))
          .filteredOn(alarm -> text(alarm, "metricName").equals(metric))
          .extracting(alarm -> inputs(alarm).at("/dimensions/FunctionName").asText())
          .containsExactlyInAnyOrderElementsOf(functions);
    }
  }

  /** Silence would look like good news. */
  @ParameterizedTest
  @EnumSource
  void takesSilenceOfReconcileAndOfTheWebAppForTrouble(Preset preset) {
    assertThat(Stacks.of(preset, ALARM))
        .filteredOn(alarm -> text(alarm, "treatMissingData").equals("breaching"))
        .extracting(alarm -> text(alarm, "alarmDescription").replaceFirst(".*#", ""))
        .containsExactlyInAnyOrder(Alarm.RECONCILE_SILENT.section(), Alarm.WEB_DOWN.section());
  }

  @ParameterizedTest
  @EnumSource
  void asksForAStatisticOrAPercentileButNotForBoth(Preset preset) {
    assertThat(Stacks.of(preset, ALARM))
        .allMatch(
            alarm ->
                alarm.inputs().containsKey("statistic")
                    != alarm.inputs().containsKey("extendedStatistic"));
  }

  @ParameterizedTest
  @EnumSource
  void showsEverythingThatRingsOnOnePage(Preset preset) throws IOException {
    var dashboard = Stacks.of(preset, "aws:cloudwatch/dashboard:Dashboard").getFirst();
    var page = Json.mapper().readTree(dashboard.inputs().get("dashboardBody").toString());

    assertThat(page.at("/widgets/0/properties/metrics"))
        .extracting(metric -> metric.path(1).asText() + metric.path(4).path("stat").asText())
        .containsExactly("ClickToUsablep50", "ClickToUsablep95", "ClickToUsablep99");
    assertThat(page.path("widgets").findValuesAsText("title"))
        .contains(
            Arrays.stream(Alarm.values())
                .filter(alarm -> alarm != Alarm.BUDGET)
                .map(Alarm::meaning)
                .toArray(String[]::new))
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void letsAlarmsAndTheBudgetReachTheAdmins(Preset preset) {
    var policy = Stacks.of(preset, "aws:sns/topicPolicy:TopicPolicy").getFirst();
    var key =
        Stacks.of(preset, "aws:kms/key:Key").stream()
            .filter(candidate -> candidate.name().endsWith("-logs"))
            .findFirst()
            .orElseThrow();

    for (var service : new String[] {"cloudwatch.amazonaws.com", "budgets.amazonaws.com"}) {
      assertThat(policy.inputs().get("policy").toString()).contains(service);
      assertThat(key.inputs().get("policy").toString()).contains(service);
    }
  }

  private static String text(PlannedResource alarm, String input) {
    return alarm.inputs().get(input).toString();
  }

  private static JsonNode inputs(PlannedResource alarm) {
    return Json.mapper().valueToTree(alarm.inputs());
  }
}

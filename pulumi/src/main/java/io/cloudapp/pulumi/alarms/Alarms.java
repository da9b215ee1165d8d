package io.cloudapp.pulumi.alarms;

import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.aws.cloudwatch.Dashboard;
import com.pulumi.aws.cloudwatch.DashboardArgs;
import com.pulumi.aws.cloudwatch.MetricAlarm;
import com.pulumi.aws.cloudwatch.MetricAlarmArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What wakes somebody up, and the one page to look at then; a run book for each is in docs. */
public final class Alarms extends Part {

  /** Where the reconciler writes its own numbers. */
  private static final String OWN_METRICS = "CloudApp";

  private final Messaging messaging;
  private final List<List<Object>> shown = new ArrayList<>();

  public Alarms(
      StackSettings settings, Account account, Messaging messaging, Output<String> apiId) {
    super("alarms", settings);
    this.messaging = messaging;
    for (var machine : List.of(StateMachine.PROVISION_INSTANCE, StateMachine.STOP_INSTANCE)) {
      var arn = account.stateMachineArn(settings, machine);
      alarm(
          machine.machineName() + "-failed",
          "Executions of " + machine.machineName() + " fail",
          new Metric("AWS/States", "ExecutionsFailed", Map.of("StateMachineArn", arn), "Sum"),
          5,
          3);
      alarm(
          machine.machineName() + "-timed-out",
          "Express ended executions of " + machine.machineName() + ", which catches nothing",
          new Metric("AWS/States", "ExecutionsTimedOut", Map.of("StateMachineArn", arn), "Sum"),
          1,
          1);
      alarm(
          machine.machineName() + "-throttled",
          "Executions of " + machine.machineName() + " are throttled",
          new Metric("AWS/States", "ExecutionThrottled", Map.of("StateMachineArn", arn), "Sum"),
          1,
          3);
    }
    alarm(
        "dead-letters",
        "Statuses could not be recorded",
        new Metric(
            "AWS/SQS",
            "ApproximateNumberOfMessagesVisible",
            Map.of("QueueName", messaging.deadLetterQueueName()),
            "Maximum"),
        1,
        1);
    alarm(
        "statuses-late",
        "Statuses wait longer than five minutes",
        new Metric(
            "AWS/SQS",
            "ApproximateAgeOfOldestMessage",
            Map.of("QueueName", messaging.loginQueueName()),
            "Maximum"),
        300,
        1);
    alarm(
        "api-errors",
        "The API answers with errors of its own",
        new Metric("AWS/ApiGateway", "5xx", Map.of("ApiId", apiId), "Sum"),
        10,
        3);
    alarm(
        "functions-throttled",
        "Functions are throttled",
        new Metric("AWS/Lambda", "Throttles", Map.of(), "Sum"),
        10,
        3);
    alarm(
        "orphans",
        "Instances run that nobody owns",
        new Metric(
            OWN_METRICS,
            "Orphans",
            Map.of("Installation", Output.of(settings.installation())),
            "Maximum"),
        1,
        15);
    dashboard();
    budget();
  }

  /**
   * A number that CloudWatch has.
   *
   * @param statistic for example {@code Sum}
   */
  private record Metric(
      String namespace, String name, Map<String, Output<String>> dimensions, String statistic) {}

  private void alarm(String name, String meaning, Metric metric, double threshold, int minutes) {
    new MetricAlarm(
        child(name),
        MetricAlarmArgs.builder()
            .name(settings().name(name))
            .alarmDescription(meaning + ". See docs/run-book.md, section " + name + ".")
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(dimensions(metric))
            .statistic(metric.statistic())
            .period(60)
            .evaluationPeriods(minutes)
            .datapointsToAlarm(minutes)
            .threshold(threshold)
            .comparisonOperator("GreaterThanOrEqualToThreshold")
            .treatMissingData("notBreaching")
            .alarmActions(messaging.adminTopicArn().applyValue(List::of))
            .okActions(messaging.adminTopicArn().applyValue(List::of))
            .tags(tags())
            .build(),
        inside());
    var row = new ArrayList<Object>(List.of(metric.namespace(), metric.name()));
    metric
        .dimensions()
        .forEach(
            (key, value) -> {
              row.add(key);
              row.add(value);
            });
    row.add(Map.of("stat", metric.statistic(), "label", name));
    shown.add(row);
  }

  private static Output<Map<String, String>> dimensions(Metric metric) {
    var names = List.copyOf(metric.dimensions().keySet());
    return Output.all(names.stream().map(metric.dimensions()::get).toList())
        .applyValue(
            values -> {
              var dimensions = new java.util.TreeMap<String, String>();
              for (int index = 0; index < names.size(); index++) {
                dimensions.put(names.get(index), values.get(index));
              }
              return dimensions;
            });
  }

  private void dashboard() {
    var widgets = new ArrayList<Object>();
    widgets.add(clickToUsable());
    for (int index = 0; index < shown.size(); index++) {
      var row = shown.get(index);
      widgets.add(
          Map.of(
              "type",
              "metric",
              "x",
              index % 3 * 8,
              "y",
              6 + index / 3 * 6,
              "width",
              8,
              "height",
              6,
              "properties",
              Map.of(
                  "title", ((Map<?, ?>) row.getLast()).get("label"),
                  "region", settings().region().code(),
                  "metrics", List.of(row),
                  "period", 60)));
    }
    new Dashboard(
        child("dashboard"),
        DashboardArgs.builder()
            .dashboardName(settings().installation())
            .dashboardBody(Policy.json(Map.of("widgets", widgets)))
            .build(),
        inside());
  }

  private Map<String, Object> clickToUsable() {
    var metrics = new ArrayList<Object>();
    for (var statistic : List.of("p50", "p95", "p99")) {
      metrics.add(
          List.of(
              OWN_METRICS,
              "ClickToUsable",
              "Installation",
              settings().installation(),
              Map.of("stat", statistic, "label", statistic.toUpperCase(java.util.Locale.ROOT))));
    }
    return Map.of(
        "type", "metric",
        "x", 0,
        "y", 0,
        "width", 24,
        "height", 6,
        "properties",
            Map.of(
                "title",
                "From click to usable, seconds",
                "region",
                settings().region().code(),
                "metrics",
                metrics,
                "period",
                300));
  }

  private void budget() {
    new Budget(
        child("budget"),
        BudgetArgs.builder()
            .name(settings().installation())
            .budgetType("COST")
            .timeUnit("MONTHLY")
            .limitAmount(Integer.toString(settings().budgetPerMonth()))
            .limitUnit("USD")
            .notifications(notification("ACTUAL", 80), notification("FORECASTED", 100))
            .tags(tags())
            .build(),
        inside());
  }

  private BudgetNotificationArgs notification(String type, double percent) {
    return BudgetNotificationArgs.builder()
        .notificationType(type)
        .comparisonOperator("GREATER_THAN")
        .threshold(percent)
        .thresholdType("PERCENTAGE")
        .subscriberEmailAddresses(settings().adminEmail())
        .build();
  }
}

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
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Environment;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.settings.DatabaseSettings;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What wakes somebody up, and the one page to look at then; each has its run book in docs. */
public final class Alarms extends Part {

  private static final int MINUTE = 60;
  private static final int FIVE_MINUTES = 300;

  private static final String AT_LEAST = "GreaterThanOrEqualToThreshold";
  private static final String BELOW = "LessThanThreshold";

  /** Aurora gives a connection 9,531,392 bytes, and 2 GiB to each unit of capacity. */
  private static final int CONNECTIONS_PER_UNIT = 189;

  private static final int MOST_CONNECTIONS = 5000;
  private static final int MOST_CONNECTIONS_OF_A_SMALL_MINIMUM = 2000;

  /**
   * What is watched that other components make.
   *
   * @param balancer the last part of the load balancer's ARN
   * @param targets the last part of the target group's ARN
   */
  public record Watched(
      Output<String> apiId,
      Output<String> balancer,
      Output<String> targets,
      Output<String> databaseCluster,
      Output<String> callDeadLetters) {}

  private final Account account;
  private final Messaging messaging;
  private final Watched watched;
  private final Overview overview;

  public Alarms(StackSettings settings, Account account, Messaging messaging, Watched watched) {
    super("alarms", settings);
    this.account = account;
    this.messaging = messaging;
    this.watched = watched;
    overview = new Overview(settings.region().code(), "From click to usable, in seconds");
    for (var percentile : List.of("p50", "p95", "p99")) {
      overview.addOnTop(
          own("ClickToUsable", percentile, FIVE_MINUTES), percentile.toUpperCase(Locale.ROOT));
    }
    requests();
    functions();
    web();
    database();
    new Dashboard(
        child("dashboard"),
        DashboardArgs.builder()
            .dashboardName(settings.installation())
            .dashboardBody(overview.body())
            .build(),
        inside());
    budget();
  }

  private void requests() {
    ring(
        Alarm.CLICK_TO_USABLE_SLOW,
        "",
        own("ClickToUsable", "p95", FIVE_MINUTES),
        new Limit(AT_LEAST, 120, 3, "notBreaching"));
    for (var machine : StateMachine.values()) {
      var name = machine.machineName();
      // A wrong password fails the login machine, which is nothing to wake somebody up for.
      if (machine != StateMachine.LOGIN) {
        ring(Alarm.EXECUTIONS_FAILED, name, machine(machine, "ExecutionsFailed"), Limit.atLeast(5));
      }
      ring(
          Alarm.EXECUTIONS_TIMED_OUT,
          name,
          machine(machine, "ExecutionsTimedOut"),
          Limit.atLeast(1));
      ring(
          Alarm.EXECUTIONS_THROTTLED,
          name,
          machine(machine, "ExecutionThrottled"),
          Limit.atLeast(5));
    }
    ring(Alarm.ORPHANS, "", own("Orphans", "Maximum", MINUTE), Limit.atLeast(1).during(15));
    // Reconcile says how many orphans there are after each whole run, so silence is no run.
    ring(
        Alarm.RECONCILE_SILENT,
        "",
        own("Orphans", "SampleCount", MINUTE),
        new Limit(BELOW, 1, 10, "breaching"));
    var visible = "ApproximateNumberOfMessagesVisible";
    ring(
        Alarm.DEAD_LETTERS,
        "statuses",
        queue(messaging.deadLetterQueueName(), visible),
        Limit.atLeast(1));
    ring(Alarm.DEAD_LETTERS, "calls", queue(watched.callDeadLetters(), visible), Limit.atLeast(1));
    ring(
        Alarm.STATUSES_LATE,
        "",
        queue(messaging.loginQueueName(), "ApproximateAgeOfOldestMessage"),
        Limit.atLeast(FIVE_MINUTES));
    ring(
        Alarm.API_ERRORS,
        "",
        new Metric("AWS/ApiGateway", "5xx", Map.of("ApiId", watched.apiId()), "Sum", FIVE_MINUTES),
        Limit.atLeast(10));
  }

  private void functions() {
    for (var function : CloudFunction.values()) {
      var name = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
      // It refuses a sign-in by an exception, because Cognito knows no other way.
      var tolerated = function == CloudFunction.AUTH ? 50 : 3;
      ring(Alarm.FUNCTION_ERRORS, name, function(function, "Errors"), Limit.atLeast(tolerated));
      ring(
          Alarm.FUNCTION_THROTTLES,
          name,
          function(function, "Throttles"),
          Limit.atLeast(10).during(3));
    }
  }

  private void web() {
    ring(
        Alarm.WEB_ERRORS,
        "app",
        balancer("HTTPCode_Target_5XX_Count", "Sum", FIVE_MINUTES),
        Limit.atLeast(10));
    ring(
        Alarm.WEB_ERRORS,
        "balancer",
        balancer("HTTPCode_ELB_5XX_Count", "Sum", FIVE_MINUTES),
        Limit.atLeast(10));
    ring(
        Alarm.WEB_UNHEALTHY,
        "",
        targets("UnHealthyHostCount", "Maximum"),
        Limit.atLeast(1).during(5));
    ring(
        Alarm.WEB_DOWN,
        "",
        targets("HealthyHostCount", "Minimum"),
        new Limit(BELOW, 1, 3, "breaching"));
    // A page that waits for news is held for 20 s.
    ring(
        Alarm.WEB_SLOW,
        "",
        balancer("TargetResponseTime", "p95", FIVE_MINUTES),
        Limit.atLeast(25).during(3));
  }

  private void database() {
    ring(Alarm.DATABASE_AT_MAXIMUM, "", database("ACUUtilization"), Limit.atLeast(95).during(15));
    ring(
        Alarm.DATABASE_CONNECTIONS,
        "",
        database("DatabaseConnections"),
        Limit.atLeast(Math.floor(connections(settings().database()) * 0.8)).during(5));
    overview.add("Capacity of the database, in ACU", database("ServerlessDatabaseCapacity"), "ACU");
  }

  /** What Aurora sets {@code max_connections} to. */
  private static double connections(DatabaseSettings database) {
    var most =
        database.minimumCapacity() <= 0.5 ? MOST_CONNECTIONS_OF_A_SMALL_MINIMUM : MOST_CONNECTIONS;
    return Math.min(most, database.maximumCapacity() * CONNECTIONS_PER_UNIT);
  }

  /**
   * When a number is too high or too low.
   *
   * @param periods how often in a row
   * @param missing what no number at all means
   */
  private record Limit(String comparison, double threshold, int periods, String missing) {

    static Limit atLeast(double threshold) {
      return new Limit(AT_LEAST, threshold, 1, "notBreaching");
    }

    Limit during(int periods) {
      return new Limit(comparison, threshold, periods, missing);
    }
  }

  /**
   * @param subject which one, where there are several of a kind
   */
  private void ring(Alarm alarm, String subject, Metric metric, Limit limit) {
    var name = subject.isEmpty() ? alarm.section() : alarm.section() + "-" + subject;
    var arguments =
        MetricAlarmArgs.builder()
            .name(settings().name(name))
            .alarmDescription(alarm.description())
            .namespace(metric.namespace())
            .metricName(metric.name())
            .dimensions(metric.knownDimensions())
            .period(metric.period())
            .evaluationPeriods(limit.periods())
            .datapointsToAlarm(limit.periods())
            .threshold(limit.threshold())
            .comparisonOperator(limit.comparison())
            .treatMissingData(limit.missing())
            .alarmActions(messaging.adminTopicArn().applyValue(List::of))
            .okActions(messaging.adminTopicArn().applyValue(List::of))
            .tags(tags());
    if (metric.isPercentile()) {
      arguments.extendedStatistic(metric.statistic());
    } else {
      arguments.statistic(metric.statistic());
    }
    new MetricAlarm(child(name), arguments.build(), inside());
    overview.add(alarm.meaning(), metric, subject.isEmpty() ? metric.name() : subject);
  }

  private Metric own(String name, String statistic, int period) {
    return Metric.own(name, settings().installation(), statistic, period);
  }

  private Metric machine(StateMachine machine, String name) {
    var arn = account.stateMachineArn(settings(), machine);
    return new Metric("AWS/States", name, Map.of("StateMachineArn", arn), "Sum", FIVE_MINUTES);
  }

  private static Metric queue(Output<String> queue, String name) {
    return new Metric("AWS/SQS", name, Map.of("QueueName", queue), "Maximum", MINUTE);
  }

  private Metric function(CloudFunction function, String name) {
    var functionName = Output.of(Environment.functionName(settings(), function));
    return new Metric(
        "AWS/Lambda", name, Map.of("FunctionName", functionName), "Sum", FIVE_MINUTES);
  }

  private Metric balancer(String name, String statistic, int period) {
    return new Metric(
        "AWS/ApplicationELB", name, Map.of("LoadBalancer", watched.balancer()), statistic, period);
  }

  private Metric targets(String name, String statistic) {
    return new Metric(
        "AWS/ApplicationELB",
        name,
        Map.of("LoadBalancer", watched.balancer(), "TargetGroup", watched.targets()),
        statistic,
        MINUTE);
  }

  private Metric database(String name) {
    return new Metric(
        "AWS/RDS",
        name,
        Map.of("DBClusterIdentifier", watched.databaseCluster()),
        "Maximum",
        MINUTE);
  }

  private void budget() {
    new Budget(
        child("budget"),
        BudgetArgs.builder()
            .name(settings().name(Alarm.BUDGET.section()))
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
        .subscriberSnsTopicArns(messaging.adminTopicArn().applyValue(List::of))
        .build();
  }
}

package io.cloudapp.pulumi.cost;

import static io.cloudapp.core.function.CloudFunction.CLAIM_REQUEST;
import static io.cloudapp.core.function.CloudFunction.EXECUTION_STATUS;
import static io.cloudapp.core.function.CloudFunction.RECORD_STATUS;
import static io.cloudapp.core.function.CloudFunction.REVEAL_LOGIN;
import static io.cloudapp.core.function.CloudFunction.SUBMIT_REQUEST;

import io.cloudapp.core.function.CloudFunction;
import java.util.ArrayList;
import java.util.List;

/**
 * What 1,000 provisions cost beside what the installation costs anyway: one person asks for one
 * instance, watches until it is there and reveals its login details. The EC2 instances are not
 * among it.
 */
final class ProvisionCost {

  static final int PROVISIONS = 1000;

  /** From RunInstances until the instance is running. */
  static final double BOOT_SECONDS = 30;

  /** What the calls beside the boot take. */
  static final double OTHER_SECONDS = 10;

  /** Configurations, profile and instances before the click, and the page of the instance after. */
  static final double PAGE_CALLS = 6;

  /** An answered request of a function, but for the one that waits for news. */
  static final double CALL_SECONDS = 0.1;

  static final double LOG_RECORD_KILOBYTES = 1.2;

  static final double FUNCTION_LOG_KILOBYTES = 2;

  static final double ACCESS_LOG_KILOBYTES = 0.5;

  /** How long login details wait until they are revealed and deleted. */
  static final double SECRET_HOURS = 1;

  /** Create, read, delete. */
  static final double SECRET_CALLS = 3;

  static final double KMS_CALLS = 10;

  private static final double WORKFLOW_GIGABYTES = 64.0 / 1024;
  private static final double KILOBYTES = 1024.0 * 1024;

  private final ListPrices prices;
  private final List<CostLine> lines = new ArrayList<>();
  private double calls;

  private ProvisionCost(ListPrices prices) {
    this.prices = prices;
  }

  static Bill of(ListPrices prices) {
    var cost = new ProvisionCost(prices);
    cost.add(HappyPath.read());
    return Bill.of(cost.lines);
  }

  private void add(HappyPath path) {
    var seconds = BOOT_SECONDS + OTHER_SECONDS;
    var statuses = path.calls("sqs:sendMessage");
    charge("Step Functions", "Executions", 1 / 1e6, "workflow-requests");
    charge("Step Functions", "Time", seconds * WORKFLOW_GIGABYTES, "workflow-duration");

    // The page hears of each status, and asks again when the answer is there.
    var questions = statuses + 1;
    var requests =
        PAGE_CALLS + 1 + questions + 1 + path.calls("apigateway:invoke") + path.looks(BOOT_SECONDS);
    charge("API Gateway", "Requests", requests / 1e6, "api-requests");

    call(SUBMIT_REQUEST, 1, CALL_SECONDS);
    call(CLAIM_REQUEST, path.calls("${ClaimRequestFunctionArn}"), CALL_SECONDS);
    call(RECORD_STATUS, statuses, CALL_SECONDS);
    call(REVEAL_LOGIN, 1, CALL_SECONDS * 5);
    // Somebody watches all the time, and the function waits with them.
    call(EXECUTION_STATUS, questions, seconds / questions);

    // Sent, received, deleted.
    charge("Queue and notices", "SQS requests", 3.0 * statuses / 1e6, "queue-requests");
    charge("Queue and notices", "SNS", path.calls("sns:publish") / 1e6, "notices");
    charge("Queue and notices", "E-mails", path.calls("sns:publish") / 1e5, "notice-mails");
    charge("Secrets", "Login details", SECRET_HOURS / IdleUse.HOURS, "secret");
    charge("Secrets", "Calls", SECRET_CALLS / 10_000, "secret-requests");
    charge("Secrets", "KMS", KMS_CALLS / 10_000, "kms-requests");
    charge("Usage events", "S3 writes", 1 / 1000.0, "storage-writes");
    charge(
        "Logs",
        "Workflow",
        path.logRecords(BOOT_SECONDS) * LOG_RECORD_KILOBYTES / KILOBYTES,
        "log-ingestion");
    charge("Logs", "Functions", calls * FUNCTION_LOG_KILOBYTES / KILOBYTES, "log-ingestion");
    charge("Logs", "API", requests * ACCESS_LOG_KILOBYTES / KILOBYTES, "log-ingestion");
    charge("Traces", "X-Ray", (calls + 1) / 1e6, "traces");
  }

  private void call(CloudFunction function, double times, double seconds) {
    calls += times;
    var gigabytes = function.memoryMegabytes() / 1024.0;
    charge("Lambda", "Calls", times / 1e6, "function-requests");
    charge(
        "Lambda",
        function == EXECUTION_STATUS ? "Time of waiting for news" : "Time of the rest",
        times * seconds * gigabytes,
        "function-arm");
  }

  private void charge(String group, String item, double quantityEach, String price) {
    lines.add(CostLine.of(group, item, PROVISIONS * quantityEach, prices.of(price)));
  }
}

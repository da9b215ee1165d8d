package io.cloudapp.pulumi.logs;

import com.pulumi.aws.cloudwatch.LogResourcePolicy;
import com.pulumi.aws.cloudwatch.LogResourcePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets AWS's services deliver the logs of workflows, API and firewall. Without it each of them
 * would write a policy of its own into the account, which may have ten.
 */
public final class LogDelivery extends Part {

  private final LogResourcePolicy policy;

  public LogDelivery(StackSettings settings, Account account) {
    super("log-delivery", settings);
    var delivery =
        new Statement(
                List.of("logs:CreateLogStream", "logs:PutLogEvents"),
                List.of(
                    streams(account, "/aws/vendedlogs/states/" + settings.installation()),
                    streams(account, "/aws/vendedlogs/apigateway/" + settings.installation()),
                    streams(account, "aws-waf-logs-" + settings.installation())),
                Optional.of(
                    new Statement.Principal("Service", Output.of("delivery.logs.amazonaws.com"))),
                Map.of())
            .when("StringEquals", "aws:SourceAccount", account.id())
            .when("ArnLike", "aws:SourceArn", account.arn("logs", Output.of("*")));
    policy =
        new LogResourcePolicy(
            child("policy"),
            LogResourcePolicyArgs.builder()
                .policyName(child("policy"))
                .policyDocument(Policy.of(delivery))
                .build(),
            inside());
  }

  /** What must be there before a log is asked for. */
  public Resource allowed() {
    return policy;
  }

  private static Output<String> streams(Account account, String beginning) {
    return account.arn("logs", Output.of("log-group:" + beginning + "-*:log-stream:*"));
  }
}

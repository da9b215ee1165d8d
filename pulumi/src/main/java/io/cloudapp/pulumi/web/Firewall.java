package io.cloudapp.pulumi.web;

import com.pulumi.aws.wafv2.WebAcl;
import com.pulumi.aws.wafv2.WebAclArgs;
import com.pulumi.aws.wafv2.WebAclAssociation;
import com.pulumi.aws.wafv2.WebAclAssociationArgs;
import com.pulumi.aws.wafv2.WebAclLoggingConfiguration;
import com.pulumi.aws.wafv2.WebAclLoggingConfigurationArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionAllowArgs;
import com.pulumi.aws.wafv2.inputs.WebAclDefaultActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldArgs;
import com.pulumi.aws.wafv2.inputs.WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleActionBlockArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleOverrideActionNoneArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleStatementRateBasedStatementArgs;
import com.pulumi.aws.wafv2.inputs.WebAclRuleVisibilityConfigArgs;
import com.pulumi.aws.wafv2.inputs.WebAclVisibilityConfigArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;

/** AWS WAF in front of the pages: known attacks, known attackers, and whoever asks too often. */
public final class Firewall extends Part {

  /**
   * Requests of one address in five minutes. An office behind one address whose people all watch
   * their instances come up stays far below.
   */
  private static final int MOST_REQUESTS = 5000;

  /**
   * Rules that are counted and block nothing. A configuration's page sends up to 64 KiB with a
   * set-up script in it: longer than the 8 KB that the first one allows, and full of tags, paths,
   * addresses and calls of the metadata service that the others take for attacks. The form behind
   * is for admins only and protected against forged requests, and its text is never put into a page
   * unescaped.
   */
  private static final List<String> COUNTED =
      List.of(
          "SizeRestrictions_BODY",
          "CrossSiteScripting_BODY",
          "GenericLFI_BODY",
          "GenericRFI_BODY",
          "EC2MetaDataSSRF_BODY");

  public Firewall(StackSettings settings, Keys keys, Output<String> balancerArn) {
    super("firewall", settings);
    var acl =
        new WebAcl(
            child("acl"),
            WebAclArgs.builder()
                .name(settings.name("web"))
                .description("Before the pages of CloudApp")
                .scope("REGIONAL")
                .defaultAction(
                    WebAclDefaultActionArgs.builder()
                        .allow(WebAclDefaultActionAllowArgs.builder().build())
                        .build())
                .rules(
                    rate(),
                    managed(1, "AWSManagedRulesAmazonIpReputationList", List.of()),
                    managed(2, "AWSManagedRulesKnownBadInputsRuleSet", List.of()),
                    managed(3, "AWSManagedRulesCommonRuleSet", COUNTED))
                .visibilityConfig(
                    WebAclVisibilityConfigArgs.builder()
                        .metricName(settings.name("web"))
                        .cloudwatchMetricsEnabled(true)
                        .sampledRequestsEnabled(false)
                        .build())
                .tags(tags())
                .build(),
            inside());
    new WebAclAssociation(
        child("association"),
        WebAclAssociationArgs.builder().resourceArn(balancerArn).webAclArn(acl.arn()).build(),
        inside());
    log(keys, acl);
  }

  private WebAclRuleArgs rate() {
    return WebAclRuleArgs.builder()
        .name("rate")
        .priority(0)
        .action(
            WebAclRuleActionArgs.builder()
                .block(WebAclRuleActionBlockArgs.builder().build())
                .build())
        .statement(
            WebAclRuleStatementArgs.builder()
                .rateBasedStatement(
                    WebAclRuleStatementRateBasedStatementArgs.builder()
                        .limit(MOST_REQUESTS)
                        .evaluationWindowSec(300)
                        .aggregateKeyType("IP")
                        .build())
                .build())
        .visibilityConfig(visible("rate"))
        .build();
  }

  private WebAclRuleArgs managed(int priority, String group, List<String> counted) {
    var statement =
        WebAclRuleStatementManagedRuleGroupStatementArgs.builder().vendorName("AWS").name(group);
    if (!counted.isEmpty()) {
      statement.ruleActionOverrides(counted.stream().map(Firewall::counted).toList());
    }
    return WebAclRuleArgs.builder()
        .name(group)
        .priority(priority)
        .overrideAction(
            WebAclRuleOverrideActionArgs.builder()
                .none(WebAclRuleOverrideActionNoneArgs.builder().build())
                .build())
        .statement(
            WebAclRuleStatementArgs.builder().managedRuleGroupStatement(statement.build()).build())
        .visibilityConfig(visible(group))
        .build();
  }

  private static WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs counted(
      String rule) {
    return WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideArgs.builder()
        .name(rule)
        .actionToUse(
            WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseArgs.builder()
                .count(
                    WebAclRuleStatementManagedRuleGroupStatementRuleActionOverrideActionToUseCountArgs
                        .builder()
                        .build())
                .build())
        .build();
  }

  /** Samples would show requests as they are, cookies included. */
  private WebAclRuleVisibilityConfigArgs visible(String rule) {
    return WebAclRuleVisibilityConfigArgs.builder()
        .metricName(settings().name(rule))
        .cloudwatchMetricsEnabled(true)
        .sampledRequestsEnabled(false)
        .build();
  }

  private void log(Keys keys, WebAcl acl) {
    var group =
        logGroup(
            // WAF writes to no group whose name begins otherwise.
            "log", "aws-waf-logs-" + settings().name("web"), keys);
    new WebAclLoggingConfiguration(
        child("logging"),
        WebAclLoggingConfigurationArgs.builder()
            .resourceArn(acl.arn())
            .logDestinationConfigs(group.arn().applyValue(List::of))
            .redactedFields(redacted("cookie"), redacted("authorization"))
            .build(),
        inside());
  }

  private static WebAclLoggingConfigurationRedactedFieldArgs redacted(String header) {
    return WebAclLoggingConfigurationRedactedFieldArgs.builder()
        .singleHeader(
            WebAclLoggingConfigurationRedactedFieldSingleHeaderArgs.builder().name(header).build())
        .build();
  }
}

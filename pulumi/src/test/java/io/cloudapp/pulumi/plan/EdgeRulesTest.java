package io.cloudapp.pulumi.plan;

import static io.cloudapp.pulumi.plan.Stacks.input;
import static io.cloudapp.pulumi.plan.Stacks.isReference;
import static io.cloudapp.pulumi.plan.Stacks.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.pulumi.settings.Preset;
import java.util.ArrayList;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What has to be true of everything that the world can reach; each rule begins with its id in
 * Checkov.
 */
class EdgeRulesTest {

  private static final String BALANCER = "aws:lb/loadBalancer:LoadBalancer";
  private static final String LISTENER = "aws:lb/listener:Listener";
  private static final String ROUTE = "aws:apigatewayv2/route:Route";

  @ParameterizedTest(name = "CKV_AWS_2, {0}")
  @EnumSource
  void servesNothingInClearTextButTheWayToHttps(Preset preset) {
    assertThat(Stacks.of(preset, LISTENER))
        .anyMatch(listener -> input(listener, "protocol").asText().equals("HTTPS"))
        .allSatisfy(
            listener -> {
              if (!input(listener, "protocol").asText().equals("HTTPS")) {
                var redirect = input(listener, "defaultActions").path(0).path("redirect");
                assertThat(redirect.path("protocol").asText()).isEqualTo("HTTPS");
                assertThat(redirect.path("statusCode").asText()).isEqualTo("HTTP_301");
              }
            });
  }

  @ParameterizedTest(name = "CKV_AWS_103, {0}")
  @EnumSource
  void speaksTls12OrBetter(Preset preset) {
    assertThat(Stacks.of(preset, LISTENER))
        .filteredOn(listener -> input(listener, "protocol").asText().equals("HTTPS"))
        .isNotEmpty()
        .allSatisfy(
            listener ->
                assertThat(input(listener, "sslPolicy").asText())
                    .startsWith("ELBSecurityPolicy-TLS13-1-2-"));
  }

  @ParameterizedTest(name = "CKV_AWS_131, {0}")
  @EnumSource
  void dropsHeadersThatNoBrowserSends(Preset preset) {
    assertThat(Stacks.of(preset, BALANCER))
        .allMatch(balancer -> input(balancer, "dropInvalidHeaderFields").asBoolean());
  }

  @ParameterizedTest(name = "CKV_AWS_91, CKV_AWS_150, {0}")
  @EnumSource
  void writesDownWhoAskedAndKeepsTheBalancer(Preset preset) {
    assertThat(Stacks.of(preset, BALANCER))
        .allMatch(balancer -> input(balancer, "accessLogs").path("enabled").asBoolean())
        .allMatch(balancer -> input(balancer, "enableDeletionProtection").asBoolean());
  }

  @ParameterizedTest(name = "CKV2_AWS_28, {0}")
  @EnumSource
  void putsAFirewallBeforeWhatTheWorldSees(Preset preset) {
    var guarded =
        Stacks.of(preset, "aws:wafv2/webAclAssociation:WebAclAssociation").stream()
            .map(association -> input(association, "resourceArn").path("ref").asText())
            .toList();

    assertThat(Stacks.of(preset, BALANCER))
        .filteredOn(balancer -> !input(balancer, "internal").asBoolean())
        .isNotEmpty()
        .allMatch(balancer -> guarded.contains(balancer.name()));
  }

  @ParameterizedTest(name = "the rules of the firewall, {0}")
  @EnumSource
  void blocksKnownAttacksAndLetsSetUpScriptsThrough(Preset preset) {
    var rules = input(Stacks.of(preset, "aws:wafv2/webAcl:WebAcl").getFirst(), "rules");
    var counted = new ArrayList<String>();
    for (var rule : rules) {
      var group = rule.at("/statement/managedRuleGroupStatement");
      assertThat(
              rule.has("action")
                  ? rule.path("action").has("block")
                  : rule.at("/overrideAction").has("none"))
          .as(rule.path("name").asText())
          .isTrue();
      group
          .path("ruleActionOverrides")
          .forEach(override -> counted.add(override.path("name").asText()));
    }

    assertThat(rules).hasSize(4);
    assertThat(counted)
        .containsExactlyInAnyOrder(
            "SizeRestrictions_BODY",
            "CrossSiteScripting_BODY",
            "GenericLFI_BODY",
            "GenericRFI_BODY",
            "EC2MetaDataSSRF_BODY");
  }

  @ParameterizedTest(name = "CKV2_AWS_31, {0}")
  @EnumSource
  void logsWhatTheFirewallSawWithoutAnybodysTokens(Preset preset) {
    assertThat(Stacks.of(preset, "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"))
        .singleElement()
        .satisfies(
            logging ->
                assertThat(input(logging, "redactedFields").toString())
                    .contains("\"cookie\"", "\"authorization\""));
    assertThat(Stacks.of(preset, "aws:cloudwatch/logGroup:LogGroup"))
        .extracting(log -> input(log, "name").asText())
        .anyMatch(name -> name.startsWith("aws-waf-logs-"));
  }

  @ParameterizedTest(name = "CKV_AWS_76, {0}")
  @EnumSource
  void writesDownEachCallOfTheApi(Preset preset) {
    assertThat(Stacks.of(preset, "aws:apigatewayv2/stage:Stage"))
        .allSatisfy(
            stage -> {
              var log = input(stage, "accessLogSettings");
              assertThat(
                      isReference(
                          log.path("destinationArn"), "aws:cloudwatch/logGroup:LogGroup", preset))
                  .isTrue();
              assertThat(json(log.path("format").asText()).size()).isGreaterThan(5);
            });
  }

  @ParameterizedTest(name = "CKV_AWS_309, {0}")
  @EnumSource
  void asksWhoCallsOnEachRouteButTheWayIn(Preset preset) {
    assertThat(Stacks.of(preset, ROUTE))
        .hasSize(Route.values().length)
        .filteredOn(route -> input(route, "authorizationType").asText().equals("NONE"))
        .extracting(route -> input(route, "routeKey").asText())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Route.values())
                .filter(route -> route.access() == Access.ANYONE)
                .map(Route::routeKey)
                .toList());
  }
}

package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.settings.Preset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What API Gateway is told, held against the route table. */
class ApiPlanTest {

  private final List<PlannedResource> plan = Plans.of(Preset.SMALL).resources();

  /** CKV_AWS_309. */
  @ParameterizedTest
  @EnumSource
  void hasEachRouteForThoseWhoMayCallIt(Route route) {
    var planned = route(route).inputs();

    switch (route.access()) {
      case ANYONE -> assertThat(planned).containsEntry("authorizationType", "NONE");
      case USER ->
          assertThat(planned)
              .containsEntry("authorizationType", "JWT")
              .containsEntry("authorizerId", reference("api-people", "id"));
      case ADMIN ->
          assertThat(planned)
              .containsEntry("authorizationType", "JWT")
              .containsEntry("authorizerId", reference("api-admins", "id"));
      case WORKFLOW -> assertThat(planned).containsEntry("authorizationType", "AWS_IAM");
    }
  }

  @Test
  void hasNoOtherRoute() {
    assertThat(Plans.ofType(plan, "aws:apigatewayv2/route:Route"))
        .extracting(route -> route.inputs().get("routeKey"))
        .containsExactlyInAnyOrder(
            Stream.of(Route.values()).map(route -> (Object) route.routeKey()).toArray());
  }

  @Test
  void takesAdminsTokensEverywhereAndPeoplesNowhereInTheAdminArea() {
    assertThat(audiences("api-people"))
        .containsExactlyInAnyOrder(
            reference("identity-web", "id"), reference("identity-admin", "id"));
    assertThat(audiences("api-admins")).containsExactly(reference("identity-admin", "id"));
  }

  @Test
  void tellsServicesWhoAsks() {
    assertThat(mapping(Route.LIST_INSTANCES))
        .isEqualTo(
            Map.ofEntries(
                overwrite(GatewayHeader.REQUEST, "$context.requestId"),
                overwrite(GatewayHeader.ADDRESS, "$context.identity.sourceIp"),
                overwrite(GatewayHeader.USER, "$context.authorizer.claims.sub"),
                overwrite(GatewayHeader.USERNAME, "$context.authorizer.claims.username"),
                overwrite(GatewayHeader.ROLE, "$context.authorizer.claims.role"),
                overwrite(GatewayHeader.SESSION, "$context.authorizer.claims.origin_jti"),
                overwrite(GatewayHeader.SIGNED_IN, "$context.authorizer.claims.auth_time"),
                overwrite(GatewayHeader.GROUPS, "$context.authorizer.claims.groups"),
                Map.entry("remove:header." + GatewayHeader.CALLER, "''")));
  }

  @Test
  void tellsServicesThatAWorkflowAsks() {
    assertThat(mapping(Route.LAUNCH_INSTANCE))
        .isEqualTo(
            Map.ofEntries(
                overwrite(GatewayHeader.REQUEST, "$context.requestId"),
                overwrite(GatewayHeader.ADDRESS, "$context.identity.sourceIp"),
                overwrite(GatewayHeader.CALLER, "workflow"),
                Map.entry("remove:header." + GatewayHeader.USER, "''"),
                Map.entry("remove:header." + GatewayHeader.USERNAME, "''"),
                Map.entry("remove:header." + GatewayHeader.ROLE, "''"),
                Map.entry("remove:header." + GatewayHeader.SESSION, "''"),
                Map.entry("remove:header." + GatewayHeader.SIGNED_IN, "''"),
                Map.entry("remove:header." + GatewayHeader.GROUPS, "''")));
  }

  /** A header that callers could set would be believed. */
  @ParameterizedTest
  @EnumSource
  void leavesNoHeaderButTheBrowsersToTheCaller(Route route) throws IllegalAccessException {
    if (!(route.target() instanceof Target.OfService)) {
      return;
    }
    var mapped =
        mapping(route).keySet().stream()
            .map(key -> key.substring(key.indexOf('.') + 1))
            .collect(Collectors.toSet());
    for (var field : GatewayHeader.class.getFields()) {
      var header = (String) field.get(null);
      assertThat(mapped.contains(header))
          .as(header)
          .isEqualTo(!header.equals(GatewayHeader.BROWSER));
    }
  }

  @Test
  void reachesServicesByTheirCertificatesNameWhenTheyRun() {
    assertThat(Plans.ofType(plan, "aws:apigatewayv2/integration:Integration"))
        .filteredOn(integration -> "VPC_LINK".equals(integration.inputs().get("connectionType")))
        .hasSize(
            (int)
                Stream.of(Route.values())
                    .filter(route -> route.target() instanceof Target.OfService)
                    .count())
        .allSatisfy(
            integration -> {
              assertThat(integration.inputs())
                  .containsEntry(
                      "tlsConfig", Map.of("serverNameToVerify", "services.cloudapp.example.com"))
                  .containsEntry("payloadFormatVersion", "1.0");
              assertThat(integration.dependsOn()).contains("cloudapp-small-services-release");
            });
  }

  /** The permission of an alias is kept under function and qualifier, not under one ARN. */
  @Test
  void mayCallTheAliasOfEachFunctionOfARoute() {
    assertThat(Plans.ofType(plan, "aws:lambda/permission:Permission"))
        .filteredOn(
            permission -> permission.inputs().get("principal").equals("apigateway.amazonaws.com"))
        .allSatisfy(
            permission -> assertThat(permission.inputs()).containsEntry("qualifier", "live"))
        .extracting(permission -> permission.inputs().get("function"))
        .containsExactlyInAnyOrder(
            Arrays.stream(Route.values())
                .flatMap(
                    route ->
                        route.target() instanceof Target.OfFunction(var function)
                            ? Stream.of(function)
                            : Stream.<CloudFunction>empty())
                .distinct()
                .map(ApiPlanTest::alias)
                .toArray());
  }

  /** CKV_AWS_76. */
  @Test
  void writesALineForEachRequestAndSlowsGuessingDown() {
    var stage = Plans.named(plan, "-api-stage");

    assertThat(stage.inputs()).containsKey("accessLogSettings");
    assertThat(Plans.json(stage.inputs().get("defaultRouteSettings")))
        .contains("\"detailedMetricsEnabled\":true", "throttlingRateLimit");
    for (var route : Route.values()) {
      if (route.access() == Access.ANYONE) {
        assertThat(Plans.json(stage.inputs().get("routeSettings"))).contains(route.routeKey());
        assertThat(stage.dependsOn()).contains(route(route).name());
      }
    }
  }

  @Test
  void hasANameOfItsOwnWhereOneIsSet() {
    var named = Plans.with(Map.of("cloudapp:apiDomain", "api.cloudapp.example.com"));

    assertThat(Plans.named(named, "-api-name-domain").inputs())
        .containsEntry("domainName", "api.cloudapp.example.com");
    assertThat(Plans.named(named, "-api-name-mapping").inputs()).containsKey("stage");
    assertThat(Plans.named(named, "-api-name-record").inputs()).containsEntry("type", "A");
    assertThat(Plans.json(Plans.named(named, "-web-task").inputs()))
        .contains("https://")
        .doesNotContain("apiEndpoint");
    assertThat(plan).noneMatch(resource -> resource.name().contains("api-name"));
  }

  private PlannedResource route(Route route) {
    return Plans.ofType(plan, "aws:apigatewayv2/route:Route").stream()
        .filter(planned -> planned.inputs().get("routeKey").equals(route.routeKey()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("Nobody deploys " + route.routeKey()));
  }

  @SuppressWarnings("unchecked")
  private Map<String, Object> mapping(Route route) {
    var target = (String) route(route).inputs().get("target");
    var integration = Reference.in(target).iterator().next().name();
    return (Map<String, Object>) Plans.named(plan, integration).inputs().get("requestParameters");
  }

  @SuppressWarnings("unchecked")
  private List<Object> audiences(String authorizer) {
    var configuration = (Map<?, ?>) Plans.named(plan, authorizer).inputs().get("jwtConfiguration");
    return (List<Object>) configuration.get("audiences");
  }

  private static Map.Entry<String, Object> overwrite(String header, String value) {
    return Map.entry("overwrite:header." + header, value);
  }

  private static Map<String, String> reference(String name, String output) {
    return Map.of("ref", "cloudapp-small-" + name, "output", output);
  }

  private static Object alias(CloudFunction function) {
    var name = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return reference("functions-" + name + "-live", "functionName");
  }
}

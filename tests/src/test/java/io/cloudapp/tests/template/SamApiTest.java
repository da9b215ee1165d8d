package io.cloudapp.tests.template;

import static io.cloudapp.tests.template.SamTemplate.map;
import static io.cloudapp.tests.template.SamTemplate.typed;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Target;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds the API of {@code template.yaml} against the route table. */
final class SamApiTest {

  private static final SamTemplate TEMPLATE = SamTemplate.read();
  private static final Map<String, Object> API =
      TEMPLATE.properties("AWS::Serverless::HttpApi").get("Api");
  private static final Map<String, Object> DEFINITION = map(API, "DefinitionBody");

  /** Who is let through to a route, and who answers it. */
  private record Entry(String authorizer, String target) {}

  @Test
  void hasExactlyTheRoutesOfTheTable() {
    var expected =
        Arrays.stream(Route.values())
            .collect(
                Collectors.toMap(
                    Route::routeKey, route -> new Entry(authorizer(route), target(route))));

    assertThat(routes()).containsExactlyInAnyOrderEntriesOf(expected);
  }

  @Test
  void letsOnlyTokensOfTheAdminClientThroughToAdmins() {
    assertThat(audience("people")).containsExactly(client("WEB"), client("ADMIN"));
    assertThat(audience("admins")).containsExactly(client("ADMIN"));
  }

  @Test
  void slowsDownWhoeverGuesses() {
    var open =
        Arrays.stream(Route.values())
            .filter(route -> route.access() == Access.ANYONE)
            .map(Route::routeKey)
            .collect(Collectors.toSet());

    assertThat(map(API, "RouteSettings").keySet()).isEqualTo(open);
    assertThat(map(API, "RouteSettings").values())
        .allSatisfy(
            settings ->
                assertThat(typed(settings))
                    .containsEntry("ThrottlingRateLimit", 50)
                    .containsEntry("ThrottlingBurstLimit", 100));
  }

  /** A header that the gateway left as it came would be anybody's word. */
  @Test
  void leavesNoHeaderThatServicesBelieveToTheCaller() {
    var believed =
        gatewayHeaders().stream()
            .filter(header -> !header.equals(GatewayHeader.BROWSER))
            .collect(Collectors.toSet());

    assertThat(operations().values())
        .hasSizeGreaterThan(10)
        .extracting(SamApiTest::parameters)
        .allSatisfy(
            parameters ->
                assertThat(parameters.keySet().stream().map(SamApiTest::header))
                    .containsExactlyInAnyOrderElementsOf(believed));
  }

  @Test
  void saysWhoCallsFromWhatItVerified() {
    assertThat(operations())
        .allSatisfy(
            (routeKey, operation) -> {
              var parameters = parameters(operation);
              if (Route.ofKey(routeKey).orElseThrow().access() == Access.WORKFLOW) {
                assertThat(parameters)
                    .containsEntry("overwrite:header." + GatewayHeader.CALLER, "workflow")
                    .containsKey("remove:header." + GatewayHeader.USER);
              } else {
                assertThat(parameters)
                    .containsKey("remove:header." + GatewayHeader.CALLER)
                    .containsEntry(
                        "overwrite:header." + GatewayHeader.USER, "$context.authorizer.claims.sub");
              }
            });
  }

  private static Map<String, Entry> routes() {
    var routes = new HashMap<String, Entry>();
    TEMPLATE
        .functions()
        .forEach(
            (function, properties) ->
                events(properties).values().stream()
                    .map(SamTemplate::typed)
                    .filter(event -> event.get("Type").equals("HttpApi"))
                    .map(event -> map(event, "Properties"))
                    .forEach(
                        event -> {
                          assertThat(TEMPLATE.text(event.get("ApiId"))).isEqualTo("Api");
                          routes.put(
                              event.get("Method") + " " + event.get("Path"),
                              new Entry(
                                  event.containsKey("Auth")
                                      ? map(event, "Auth").get("Authorizer").toString()
                                      : "",
                                  function));
                        }));
    operations().forEach((routeKey, operation) -> routes.put(routeKey, entry(operation)));
    return routes;
  }

  /** The routes of the services. */
  private static Map<String, Map<String, Object>> operations() {
    var operations = new HashMap<String, Map<String, Object>>();
    map(DEFINITION, "paths")
        .forEach(
            (path, methods) ->
                typed(methods)
                    .forEach(
                        (method, operation) ->
                            operations.put(
                                method.toUpperCase(Locale.ROOT) + " " + path, typed(operation))));
    return operations;
  }

  private static Map<String, Object> events(Map<String, Object> function) {
    return function.containsKey("Events") ? map(function, "Events") : Map.of();
  }

  private static Entry entry(Map<String, Object> operation) {
    var security = (List<?>) operation.get("security");
    assertThat(security).hasSize(1);
    return new Entry(
        typed(security.getFirst()).keySet().iterator().next(),
        integration(operation).get("connectionType").toString());
  }

  private static String authorizer(Route route) {
    return switch (route.access()) {
      case ANYONE -> "";
      case USER -> "people";
      case ADMIN -> "admins";
      case WORKFLOW -> "AWS_IAM";
    };
  }

  private static String target(Route route) {
    return switch (route.target()) {
      case Target.OfFunction(var function) -> function.functionName();
      case Target.OfService _ -> "VPC_LINK";
    };
  }

  private static List<String> audience(String authorizer) {
    var settings = map(map(map(API, "Auth"), "Authorizers"), authorizer);
    return ((List<?>) map(settings, "JwtConfiguration").get("audience"))
        .stream().map(TEMPLATE::text).toList();
  }

  private static String client(String name) {
    return TEMPLATE.environment(Map.of()).get("CLOUDAPP_COGNITO_" + name + "_CLIENT_ID");
  }

  private static Map<String, Object> integration(Map<String, Object> operation) {
    return map(operation, "x-amazon-apigateway-integration");
  }

  private static Map<String, Object> parameters(Map<String, Object> operation) {
    return map(integration(operation), "requestParameters");
  }

  private static String header(String parameter) {
    return parameter.replaceFirst("^(overwrite|remove):header\\.", "");
  }

  private static Set<String> gatewayHeaders() {
    return Arrays.stream(GatewayHeader.class.getFields())
        .map(SamApiTest::value)
        .collect(Collectors.toSet());
  }

  private static String value(Field constant) {
    try {
      return (String) constant.get(null);
    } catch (IllegalAccessException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

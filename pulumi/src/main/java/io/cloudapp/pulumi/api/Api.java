package io.cloudapp.pulumi.api;

import com.pulumi.aws.apigatewayv2.ApiArgs;
import com.pulumi.aws.apigatewayv2.Authorizer;
import com.pulumi.aws.apigatewayv2.AuthorizerArgs;
import com.pulumi.aws.apigatewayv2.Integration;
import com.pulumi.aws.apigatewayv2.IntegrationArgs;
import com.pulumi.aws.apigatewayv2.RouteArgs;
import com.pulumi.aws.apigatewayv2.Stage;
import com.pulumi.aws.apigatewayv2.StageArgs;
import com.pulumi.aws.apigatewayv2.VpcLink;
import com.pulumi.aws.apigatewayv2.VpcLinkArgs;
import com.pulumi.aws.apigatewayv2.inputs.AuthorizerJwtConfigurationArgs;
import com.pulumi.aws.apigatewayv2.inputs.IntegrationTlsConfigArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageAccessLogSettingsArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageDefaultRouteSettingsArgs;
import com.pulumi.aws.apigatewayv2.inputs.StageRouteSettingArgs;
import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.functions.Functions;
import io.cloudapp.pulumi.identity.Identity;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.logs.LogDelivery;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.services.Services;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The HTTP API, made of the route table: a route that is not in it is not there. */
public final class Api extends Part {

  /** An HTTP API gives an integration 30 s at most; a waiting status takes 20. */
  private static final int TIMEOUT_MILLISECONDS = 30_000;

  private final com.pulumi.aws.apigatewayv2.Api api;
  private final Output<String> url;
  private final Functions functions;
  private final Services services;
  private final Map<CloudFunction, Integration> functionIntegrations =
      new EnumMap<>(CloudFunction.class);

  public Api(
      StackSettings settings,
      Keys keys,
      Network network,
      Identity identity,
      Functions functions,
      Services services,
      LogDelivery logs) {
    super("api", settings);
    this.functions = functions;
    this.services = services;
    api =
        new com.pulumi.aws.apigatewayv2.Api(
            child("http"),
            ApiArgs.builder()
                .name(settings.name("api"))
                .description("The API of CloudApp")
                .protocolType("HTTP")
                .tags(tags())
                .build(),
            inside());
    var people =
        authorizer("people", identity, List.of(identity.webClientId(), identity.adminClientId()));
    var admins = authorizer("admins", identity, List.of(identity.adminClientId()));
    var link =
        new VpcLink(
            child("link"),
            VpcLinkArgs.builder()
                .name(child("link"))
                .subnetIds(network.privateSubnetIds())
                .securityGroupIds(services.linkGroupId().applyValue(List::of))
                .tags(tags())
                .build(),
            inside());
    var listenerArn = services.listenerArn();
    var before = new ArrayList<Resource>(List.of(logs.allowed()));
    for (var route : Route.values()) {
      var integration =
          switch (route.target()) {
            case Target.OfFunction(var function) -> integration(function);
            case Target.OfService(var service) -> integration(route, service, link, listenerArn);
          };
      var target = RouteArgs.builder().apiId(api.id()).routeKey(route.routeKey());
      target.target(text("integrations/%s", integration.id()));
      switch (route.access()) {
        case ANYONE -> target.authorizationType("NONE");
        case USER -> target.authorizationType("JWT").authorizerId(people.id());
        case ADMIN -> target.authorizationType("JWT").authorizerId(admins.id());
        case WORKFLOW -> target.authorizationType("AWS_IAM");
      }
      before.add(
          new com.pulumi.aws.apigatewayv2.Route(child(slug(route)), target.build(), inside()));
    }
    var stage = stage(keys, before);
    url =
        settings
            .apiDomain()
            .map(domain -> new OwnName(settings, domain, api.id(), stage).url())
            .orElse(api.apiEndpoint());
  }

  /** The address that the web app calls. */
  public Output<String> url() {
    return url;
  }

  /** The host name that AWS made up: Step Functions calls an API by no other. */
  public Output<String> host() {
    return api.apiEndpoint().applyValue(url -> url.replaceFirst("^https://", ""));
  }

  public Output<String> executionArn() {
    return api.executionArn();
  }

  public Output<String> apiId() {
    return api.id();
  }

  private Authorizer authorizer(String name, Identity identity, List<Output<String>> audiences) {
    return new Authorizer(
        child(name),
        AuthorizerArgs.builder()
            .apiId(api.id())
            .name(name)
            .authorizerType("JWT")
            .identitySources("$request.header.Authorization")
            .jwtConfiguration(
                AuthorizerJwtConfigurationArgs.builder()
                    .issuer(identity.issuer())
                    .audiences(Output.all(audiences))
                    .build())
            .build(),
        inside());
  }

  private Integration integration(CloudFunction function) {
    return functionIntegrations.computeIfAbsent(
        function,
        _ -> {
          var name = function.name().toLowerCase(Locale.ROOT).replace('_', '-');
          new Permission(
              child("calls-" + name),
              PermissionArgs.builder()
                  .action("lambda:InvokeFunction")
                  .function(functions.name(function))
                  .qualifier(Account.ALIAS)
                  .principal("apigateway.amazonaws.com")
                  .sourceArn(text("%s/*/*", api.executionArn()))
                  .build(),
              inside());
          return new Integration(
              child("to-" + name),
              IntegrationArgs.builder()
                  .apiId(api.id())
                  .integrationType("AWS_PROXY")
                  .integrationMethod("POST")
                  .integrationUri(functions.arn(function))
                  .payloadFormatVersion("2.0")
                  .timeoutMilliseconds(TIMEOUT_MILLISECONDS)
                  .build(),
              inside());
        });
  }

  private Integration integration(
      Route route, Service service, VpcLink link, Output<String> listenerArn) {
    return new Integration(
        child("to-" + service.serviceName() + "-for-" + slug(route)),
        IntegrationArgs.builder()
            .apiId(api.id())
            .integrationType("HTTP_PROXY")
            .integrationMethod(route.method())
            .integrationUri(listenerArn)
            .connectionType("VPC_LINK")
            .connectionId(link.id())
            .payloadFormatVersion("1.0")
            // The name in the certificate of the load balancer, whose own name AWS makes up.
            .tlsConfig(
                IntegrationTlsConfigArgs.builder().serverNameToVerify(services.hostName()).build())
            .requestParameters(ServiceHeaders.of(route))
            .timeoutMilliseconds(TIMEOUT_MILLISECONDS)
            .build(),
        insideAfter(services.running()));
  }

  /** After the routes, because it limits some of them by name. */
  private Stage stage(Keys keys, List<Resource> before) {
    var log = logGroup("access-log", "/aws/vendedlogs/apigateway/" + settings().name("api"), keys);
    return new Stage(
        child("stage"),
        StageArgs.builder()
            .apiId(api.id())
            .name("$default")
            .autoDeploy(true)
            .accessLogSettings(
                StageAccessLogSettingsArgs.builder()
                    .destinationArn(log.arn())
                    .format(accessLogFormat())
                    .build())
            .defaultRouteSettings(
                StageDefaultRouteSettingsArgs.builder()
                    .detailedMetricsEnabled(true)
                    .throttlingRateLimit(200.0)
                    .throttlingBurstLimit(400)
                    .build())
            .routeSettings(openRoutes())
            .tags(tags())
            .build(),
        insideAfter(before.toArray(Resource[]::new)));
  }

  /** Wide enough for a whole office at nine, narrow enough to make guessing slow. */
  private static List<StageRouteSettingArgs> openRoutes() {
    return Arrays.stream(Route.values())
        .filter(route -> route.access() == Access.ANYONE)
        .map(
            route ->
                StageRouteSettingArgs.builder()
                    .routeKey(route.routeKey())
                    .detailedMetricsEnabled(true)
                    .throttlingRateLimit(50.0)
                    .throttlingBurstLimit(100)
                    .build())
        .toList();
  }

  private static Output<String> accessLogFormat() {
    var format = new LinkedHashMap<String, Object>();
    format.put("requestId", "$context.requestId");
    format.put("at", "$context.requestTime");
    format.put("route", "$context.routeKey");
    format.put("status", "$context.status");
    format.put("user", "$context.authorizer.claims.sub");
    format.put("address", "$context.identity.sourceIp");
    format.put("milliseconds", "$context.responseLatency");
    format.put("integrationError", "$context.integrationErrorMessage");
    format.put("authorizerError", "$context.authorizer.error");
    return Policy.json(format);
  }

  private static String slug(Route route) {
    return route.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

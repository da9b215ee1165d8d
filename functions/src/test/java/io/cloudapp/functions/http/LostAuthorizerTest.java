package io.cloudapp.functions.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Target;
import io.micronaut.context.ApplicationContext;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A route that lost its authorizer stays shut. */
final class LostAuthorizerTest {

  private static ApplicationContext context;

  @BeforeAll
  static void start() {
    context =
        ApplicationContext.builder()
            .properties(
                Map.ofEntries(
                    Map.entry("cloudapp.aws.region", "eu-west-1"),
                    Map.entry("cloudapp.install-id", "test"),
                    Map.entry("cloudapp.cognito.user-pool-id", "eu-west-1_example"),
                    Map.entry("cloudapp.state-machine-arns.login", "login"),
                    Map.entry("cloudapp.state-machine-arns.provision-instance", "provision"),
                    Map.entry("cloudapp.state-machine-arns.stop-instance", "stop"),
                    Map.entry("cloudapp.queues.login-url", "login"),
                    Map.entry("cloudapp.queues.dead-letter-url", "login-dlq"),
                    Map.entry("cloudapp.admin-topic-arn", "admins"),
                    Map.entry("cloudapp.people-topic-arn", "people"),
                    // Nobody answers there, and nobody is to be asked.
                    Map.entry("cloudapp.database.url", "jdbc:postgresql://127.0.0.1:9/nothing"),
                    Map.entry("cloudapp.database.username", "nobody")))
            .start();
  }

  @AfterAll
  static void stop() {
    context.close();
  }

  static Stream<Route> routesOfPeople() {
    return Arrays.stream(Route.values())
        .filter(route -> route.access() == Access.USER || route.access() == Access.ADMIN)
        .filter(route -> route.target() instanceof Target.OfFunction);
  }

  @ParameterizedTest
  @MethodSource("routesOfPeople")
  void letsNobodyInWhomNoAuthorizerVerified(Route route) throws ReflectiveOperationException {
    var event =
        APIGatewayV2HTTPEvent.builder()
            .withRouteKey(route.routeKey())
            .withHeaders(Map.of("content-type", "application/json"))
            .withPathParameters(Map.of("id", "01jd0000000000000000000001"))
            .withBody("{}")
            .withRequestContext(
                APIGatewayV2HTTPEvent.RequestContext.builder().withRequestId("r").build())
            .build();

    var answer = function(route).execute(event);

    assertThat(answer.getStatusCode()).as(answer.getBody()).isEqualTo(401);
    assertThat(answer.getBody()).contains("Sign in first.");
  }

  private static HttpFunction function(Route route) throws ReflectiveOperationException {
    var function = ((Target.OfFunction) route.target()).function();
    return (HttpFunction)
        Class.forName(function.handler())
            .getConstructor(ApplicationContext.class)
            .newInstance(context);
  }
}

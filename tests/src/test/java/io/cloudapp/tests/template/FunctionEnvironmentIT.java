package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.workload.Workload;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.PropertySource.PropertyConvention;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The variables of {@code template.yaml} are all that a function needs. */
@ExtendWith(SharedCloud.class)
final class FunctionEnvironmentIT {

  @ParameterizedTest
  @EnumSource
  void startsEveryFunction(CloudFunction function, RunningCloud cloud) throws Exception {
    start(function, LambdaRuntime.environment(cloud));
  }

  @ParameterizedTest
  @EnumSource
  void startsEveryFunctionOnAwsItself(CloudFunction function, RunningCloud cloud) throws Exception {
    var environment = LambdaRuntime.environment(cloud);
    environment.put("CLOUDAPP_AWS_ENDPOINT", "");
    start(function, environment);
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "AUTHENTICATE",
        "END_SESSION",
        "MANAGE_USERS",
        "RECONCILE",
        "REFRESH_SESSION",
        "START_SESSION"
      })
  void startsFunctionsWithTheDatabaseAsDirectory(CloudFunction function, RunningCloud cloud)
      throws Exception {
    var environment = LambdaRuntime.environment(cloud);
    environment.put("CLOUDAPP_DIRECTORY", "database");
    start(function, environment);
  }

  private static void start(CloudFunction function, Map<String, String> environment)
      throws Exception {
    var variables =
        PropertySource.of(
            "variables",
            new HashMap<String, Object>(environment),
            PropertyConvention.ENVIRONMENT_VARIABLE);
    var builder =
        ApplicationContext.builder("function-of-the-template")
            .deduceEnvironment(false)
            .bootstrapEnvironment(false)
            // As the handlers' own context in Lambda.
            .eagerInitConfiguration(true)
            .eagerInitSingletons(true);
    try (var context = Workload.FUNCTIONS.isolate(builder).propertySources(variables).start()) {
      var handler =
          Class.forName(function.handler())
              .getConstructor(ApplicationContext.class)
              .newInstance(context);
      assertThat(handler).isNotNull();
    }
  }
}

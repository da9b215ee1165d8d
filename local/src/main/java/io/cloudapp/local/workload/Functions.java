package io.cloudapp.local.workload;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.iam.RoleName;
import io.cloudapp.local.iam.RunningRole;
import io.cloudapp.local.lambda.FunctionRegistry;
import io.cloudapp.local.lambda.FunctionSettings;
import io.cloudapp.local.lambda.HandlerFunction;
import io.cloudapp.local.lambda.LocalFunction;
import io.micronaut.context.ApplicationContext;

/** The functions of the catalogue, in one context instead of a sandbox each. */
public final class Functions {

  private Functions() {}

  /** Registers every function; each is made with the context and called as Lambda calls it. */
  public static void register(FunctionRegistry registry, ApplicationContext context) {
    for (var function : CloudFunction.values()) {
      registry.register(
          new FunctionSettings(
              function.functionName(),
              function.handler(),
              function.memoryMegabytes(),
              function.timeout()),
          code(function, context));
    }
  }

  // Made at its first call, as a cold start is, so that no start waits for all of them.
  private static LocalFunction code(CloudFunction function, ApplicationContext context) {
    var made =
        new Object() {
          private LocalFunction code;

          synchronized LocalFunction get() {
            if (code == null) {
              code = make(function, context);
            }
            return code;
          }
        };
    return (event, invocation) ->
        RunningRole.as(RoleName.of(function), () -> made.get().handle(event, invocation));
  }

  private static LocalFunction make(CloudFunction function, ApplicationContext context) {
    try {
      var handler =
          Class.forName(function.handler())
              .getConstructor(ApplicationContext.class)
              .newInstance(context);
      return switch (handler) {
        case RequestStreamHandler stream -> HandlerFunction.of(stream);
        case RequestHandler<?, ?> typed -> HandlerFunction.of(typed);
        default -> throw new IllegalStateException(function.handler() + " is no Lambda handler");
      };
    } catch (ReflectiveOperationException missing) {
      throw new IllegalStateException(
          "The function " + function.functionName() + " cannot be made", missing);
    }
  }
}

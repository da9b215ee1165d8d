package io.cloudapp.local.cloud;

import io.cloudapp.local.lambda.FunctionRegistry;
import io.cloudapp.local.lambda.Invocation;
import io.cloudapp.local.states.task.FunctionCalls;
import java.time.Duration;

/** Lets workflows invoke the functions of this JVM. */
final class WorkflowFunctions implements FunctionCalls {

  private final FunctionRegistry functions;

  WorkflowFunctions(FunctionRegistry functions) {
    this.functions = functions;
  }

  @Override
  public FunctionResult invoke(String functionNameOrArn, byte[] payload, Duration timeout)
      throws InterruptedException {
    var result = functions.invoke(functionNameOrArn, payload);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return switch (result) {
      case Invocation.Returned(var answer, _) -> new FunctionResult.Returned(answer);
      case Invocation.Failed(var error, _) -> new FunctionResult.Failed(error);
      case Invocation.TimedOut(var error, _) -> new FunctionResult.Failed(error);
      case Invocation.NotFound(var arn) -> new FunctionResult.NotFound(arn);
      case Invocation.Unreachable(var reason) ->
          new FunctionResult.Unavailable("ServiceException", reason);
    };
  }
}

package io.cloudapp.local.lambda;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The {@code Context} that a Java handler sees. */
record HandlerContext(InvocationContext invocation, Clock clock) implements Context {

  @Override
  public String getAwsRequestId() {
    return invocation.requestId();
  }

  @Override
  public String getLogGroupName() {
    return "/aws/lambda/" + getFunctionName();
  }

  @Override
  public String getLogStreamName() {
    return "local";
  }

  @Override
  public String getFunctionName() {
    return invocation.function().name();
  }

  @Override
  public String getFunctionVersion() {
    return "$LATEST";
  }

  @Override
  public String getInvokedFunctionArn() {
    return invocation.function().arn();
  }

  // Lambda gives null where there is no mobile client and no Cognito identity.
  @Override
  public CognitoIdentity getIdentity() {
    return null;
  }

  @Override
  public ClientContext getClientContext() {
    return null;
  }

  @Override
  public int getRemainingTimeInMillis() {
    return (int) invocation.remaining(clock.instant()).toMillis();
  }

  @Override
  public int getMemoryLimitInMB() {
    return invocation.function().memoryMegabytes();
  }

  @Override
  public LambdaLogger getLogger() {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        invocation.log(message);
      }

      @Override
      public void log(byte[] message) {
        invocation.log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }
}

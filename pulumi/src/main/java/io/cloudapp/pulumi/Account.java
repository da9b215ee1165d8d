package io.cloudapp.pulumi;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Output;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.settings.StackSettings;

/** The AWS account that the stack is made in. */
public record Account(Output<String> id, String region) {

  /** What everybody calls; it points at the newest published version. */
  public static final String ALIAS = "live";

  public static Account of(StackSettings settings) {
    return new Account(
        AwsFunctions.getCallerIdentity().applyValue(identity -> identity.accountId()),
        settings.region().code());
  }

  /** Known before the machine is there, because functions and machines name each other. */
  public Output<String> stateMachineArn(StackSettings settings, StateMachine machine) {
    return arn("states", Output.of("stateMachine:" + settings.name(machine.machineName())));
  }

  /** The ARN of a function's alias, known before the function is there. */
  public Output<String> functionArn(StackSettings settings, CloudFunction function) {
    return arn(
        "lambda", Output.of("function:" + settings.name(function.functionName()) + ":" + ALIAS));
  }

  /** The principal that stands for everybody whom IAM allows. */
  public Output<String> root() {
    return Output.format("arn:aws:iam::%s:root", id);
  }

  /**
   * The ARN of a resource of this account and region.
   *
   * @param service for example {@code logs}
   * @param resource what comes after the account
   */
  public Output<String> arn(String service, Output<String> resource) {
    return Output.format("arn:aws:%s:%s:%s:%s", service, region, id, resource);
  }
}

package io.cloudapp.pulumi;

import com.pulumi.aws.AwsFunctions;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.settings.StackSettings;

/** The AWS account that the stack is made in. */
public record Account(Output<String> id, String region) {

  public static Account of(StackSettings settings) {
    return new Account(
        AwsFunctions.getCallerIdentity().applyValue(identity -> identity.accountId()),
        settings.region().code());
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

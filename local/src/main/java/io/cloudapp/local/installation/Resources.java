package io.cloudapp.local.installation;

import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import java.util.Map;

/**
 * The names and addresses of what an installation consists of.
 *
 * @param apiHost {@code host:port} of the API
 * @param stateMachineArns by machine
 */
public record Resources(
    String apiHost,
    String loginQueueUrl,
    String loginQueueName,
    String deadLetterQueueName,
    String adminTopicArn,
    String peopleTopicArn,
    String usageBucket,
    UserPool userPool,
    Map<StateMachine, String> stateMachineArns) {

  public Resources {
    stateMachineArns = Map.copyOf(stateMachineArns);
  }

  public static String functionArn(CloudFunction function) {
    return "arn:aws:lambda:%s:%s:function:%s"
        .formatted(AwsAccess.REGION, AwsAccess.ACCOUNT, function.functionName());
  }

  /** Queues differ by their name, which ends their URL. */
  public String deadLetterQueueUrl() {
    return loginQueueUrl.substring(0, loginQueueUrl.lastIndexOf('/') + 1) + deadLetterQueueName;
  }

  static String stateMachineArn(StateMachine machine) {
    return "arn:aws:states:%s:%s:stateMachine:%s"
        .formatted(AwsAccess.REGION, AwsAccess.ACCOUNT, machine.machineName());
  }
}

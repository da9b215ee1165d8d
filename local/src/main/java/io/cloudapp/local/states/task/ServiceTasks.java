package io.cloudapp.local.states.task;

import io.cloudapp.local.states.definition.TaskResource;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Runs Tasks against the services of LocalCloud. */
public final class ServiceTasks implements Tasks {

  private final LambdaTask functions;
  private final ServiceTask services;
  private final ApiGatewayTask apis;

  /**
   * @param credentials with which requests of {@code AuthType} IAM_ROLE are signed
   * @param region of their signatures
   */
  public ServiceTasks(
      FunctionCalls functions,
      AwsCalls services,
      AwsCredentialsIdentity credentials,
      String region) {
    this.functions = new LambdaTask(functions);
    this.services = new ServiceTask(services);
    this.apis = new ApiGatewayTask(credentials, region);
  }

  @Override
  public TaskResult run(TaskCall call) throws InterruptedException {
    return switch (call.resource()) {
      case TaskResource.Function(var arn) -> functions.byArn(arn, call);
      case TaskResource.Service service ->
          switch (service.service() + ":" + service.action()) {
            case "lambda:invoke" -> functions.invoke(call);
            case "apigateway:invoke" -> apis.invoke(call);
            case "aws-sdk:lambda:invoke" -> functions.sdkInvoke(call);
            default -> services.call(service, call);
          };
    };
  }

  @Override
  public Optional<String> refusal(TaskCall call) {
    return switch (call.resource()) {
      case TaskResource.Function function -> Optional.empty();
      case TaskResource.Service service ->
          switch (service.service() + ":" + service.action()) {
            case "lambda:invoke", "aws-sdk:lambda:invoke" -> LambdaTask.refusal(call);
            case "apigateway:invoke" -> ApiRequest.refusal(call.arguments().value());
            default -> Optional.empty();
          };
    };
  }
}

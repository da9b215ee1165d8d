package io.cloudapp.local.installation;

import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.local.DemoPerson;
import io.cloudapp.logic.login.Directory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.StateMachineType;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** What the stack creates on AWS, created on LocalCloud through the same API. */
public final class Installation implements AutoCloseable {

  public static final String ID = "local";

  private static final String QUEUE = "login";
  private static final String DEAD_LETTER_QUEUE = "login-dlq";
  private static final String BUCKET = "cloudapp-usage";
  private static final String ADMIN_EMAIL = "admins@example.com";

  private final AwsAccess aws;
  private final CognitoIdentityProviderClient cognito;
  private final String apiHost;
  private final Clock clock;

  /**
   * @param awsEndpoint where LocalCloud answers for AWS
   * @param apiHost {@code host:port} of the API, for the machines' calls
   */
  public Installation(URI awsEndpoint, String apiHost, Clock clock) {
    this.aws = new AwsAccess(awsEndpoint);
    this.cognito = aws.client(CognitoIdentityProviderClient.builder());
    this.apiHost = apiHost;
    this.clock = clock;
  }

  /** Finds or creates all of it; the state machines come with the first start of the others. */
  public Resources create() {
    String queueUrl;
    try (var sqs = aws.client(SqsClient.builder())) {
      queueUrl = createQueues(sqs);
    }
    String topicArn;
    String peopleTopicArn;
    try (var sns = aws.client(SnsClient.builder())) {
      topicArn = sns.createTopic(request -> request.name("admins")).topicArn();
      sns.subscribe(request -> request.topicArn(topicArn).protocol("email").endpoint(ADMIN_EMAIL));
      peopleTopicArn = sns.createTopic(request -> request.name("people")).topicArn();
    }
    try (var s3 = aws.client(S3Client.builder().forcePathStyle(true))) {
      if (s3.listBuckets().buckets().stream().noneMatch(bucket -> bucket.name().equals(BUCKET))) {
        s3.createBucket(request -> request.bucket(BUCKET));
      }
    }
    new Statistics(aws).findOrCreate(BUCKET);
    try (var secrets = aws.client(SecretsManagerClient.builder())) {
      PreparedSecrets.findOrCreate(secrets);
    }
    var pool = UserPool.findOrCreate(cognito, Resources.functionArn(CloudFunction.AUTH));
    var machines = new EnumMap<StateMachine, String>(StateMachine.class);
    for (var machine : StateMachine.values()) {
      machines.put(machine, Resources.stateMachineArn(machine));
    }
    var resources =
        new Resources(
            apiHost,
            queueUrl,
            QUEUE,
            DEAD_LETTER_QUEUE,
            topicArn,
            peopleTopicArn,
            BUCKET,
            pool,
            machines);
    createStateMachines(resources);
    return resources;
  }

  /** Adds people to the user pool of the installation. */
  public Registration poolRegistration(Resources resources) {
    return new PoolRegistration(cognito, resources.userPool().id());
  }

  /** Adds the people who can sign in, once the functions behind Cognito's triggers answer. */
  public List<DemoPerson> createPeople(
      Registration registration, Directory directory, Optional<Path> folder) {
    return new People(registration, directory, clock).findOrCreate(folder);
  }

  private static String createQueues(SqsClient sqs) {
    var deadLetters =
        sqs.createQueue(
                request ->
                    request
                        .queueName(DEAD_LETTER_QUEUE)
                        .attributes(Map.of(QueueAttributeName.MESSAGE_RETENTION_PERIOD, "1209600")))
            .queueUrl();
    var deadLetterArn =
        sqs.getQueueAttributes(
                request ->
                    request.queueUrl(deadLetters).attributeNames(QueueAttributeName.QUEUE_ARN))
            .attributes()
            .get(QueueAttributeName.QUEUE_ARN);
    return sqs.createQueue(
            request ->
                request
                    .queueName(QUEUE)
                    .attributes(
                        Map.of(
                            // Six times the function's timeout, as Lambda asks for.
                            QueueAttributeName.VISIBILITY_TIMEOUT,
                            Long.toString(6 * CloudFunction.RECORD_STATUS.timeout().toSeconds()),
                            QueueAttributeName.REDRIVE_POLICY,
                            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"5\"}"
                                .formatted(deadLetterArn))))
        .queueUrl();
  }

  private void createStateMachines(Resources resources) {
    try (var stepFunctions = aws.client(SfnClient.builder())) {
      for (var machine : StateMachine.values()) {
        var logGroup =
            "arn:aws:logs:%s:%s:log-group:%s:*"
                .formatted(AwsAccess.REGION, AwsAccess.ACCOUNT, logGroup(machine));
        stepFunctions.createStateMachine(
            request ->
                request
                    .name(machine.machineName())
                    .type(StateMachineType.EXPRESS)
                    .roleArn("arn:aws:iam::" + AwsAccess.ACCOUNT + ":role/" + machine.machineName())
                    .definition(definition(machine, resources))
                    .loggingConfiguration(
                        logging ->
                            logging
                                .level(LogLevel.ALL)
                                .includeExecutionData(machine.logsExecutionData())
                                .destinations(
                                    destination ->
                                        destination.cloudWatchLogsLogGroup(
                                            group -> group.logGroupArn(logGroup)))));
      }
    }
  }

  /** Where a machine's executions are logged. */
  public static String logGroup(StateMachine machine) {
    return "/aws/vendedlogs/states/" + machine.machineName();
  }

  private static String definition(StateMachine machine, Resources resources) {
    var file = "/statemachines/" + machine.machineName() + ".asl.json";
    try (var resource = Installation.class.getResourceAsStream(file)) {
      var definition = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      for (var placeholder : placeholders(resources).entrySet()) {
        definition = definition.replace("${" + placeholder.getKey() + "}", placeholder.getValue());
      }
      return definition;
    } catch (IOException unreadable) {
      throw new UncheckedIOException(file + " cannot be read", unreadable);
    }
  }

  private static Map<String, String> placeholders(Resources resources) {
    return Map.of(
        "LoginQueueUrl", resources.loginQueueUrl(),
        "AdminTopicArn", resources.adminTopicArn(),
        "ApiEndpoint", resources.apiHost(),
        "AuthenticateFunctionArn", Resources.functionArn(CloudFunction.AUTHENTICATE),
        "ClaimRequestFunctionArn", Resources.functionArn(CloudFunction.CLAIM_REQUEST),
        "StopEc2FunctionArn", Resources.functionArn(CloudFunction.STOP_EC2));
  }

  @Override
  public void close() {
    cognito.close();
    aws.close();
  }
}

package io.cloudapp.local.cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.Options;
import io.cloudapp.local.athena.AthenaService;
import io.cloudapp.local.athena.AthenaState;
import io.cloudapp.local.athena.data.Warehouse;
import io.cloudapp.local.cognito.Cognito;
import io.cloudapp.local.cognito.CognitoSettings;
import io.cloudapp.local.cognito.Triggers;
import io.cloudapp.local.ec2.Ec2Service;
import io.cloudapp.local.ec2.Ec2Settings;
import io.cloudapp.local.ec2.Ec2State;
import io.cloudapp.local.ec2.MachineImages;
import io.cloudapp.local.endpoint.AwsEndpoint;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.glue.GlueService;
import io.cloudapp.local.glue.GlueState;
import io.cloudapp.local.iam.AccessControl;
import io.cloudapp.local.iam.GuardedTasks;
import io.cloudapp.local.lambda.FunctionRegistry;
import io.cloudapp.local.lambda.Invocation;
import io.cloudapp.local.lambda.LambdaService;
import io.cloudapp.local.logs.LogStore;
import io.cloudapp.local.logs.LogsService;
import io.cloudapp.local.s3.ObjectService;
import io.cloudapp.local.secrets.SecretsManagerService;
import io.cloudapp.local.secrets.SecretsState;
import io.cloudapp.local.snapshot.StateFile;
import io.cloudapp.local.sns.Mail;
import io.cloudapp.local.sns.Mailbox;
import io.cloudapp.local.sns.SnsService;
import io.cloudapp.local.sns.SnsState;
import io.cloudapp.local.sns.SnsTargets;
import io.cloudapp.local.sqs.QueueService;
import io.cloudapp.local.ssm.SsmService;
import io.cloudapp.local.ssm.SsmState;
import io.cloudapp.local.states.api.StepFunctionsService;
import io.cloudapp.local.states.execution.Engine;
import io.cloudapp.local.states.task.ServiceTasks;
import io.cloudapp.local.sts.SecurityTokenService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** The AWS services of LocalCloud and how they reach each other. */
public final class AwsServices implements AutoCloseable {

  private static final String REGION = "eu-west-1";
  private static final String ACCOUNT = "000000000000";

  private final QueueService queues;
  private final ObjectService objects;
  private final Ec2Service ec2;
  private final SnsService notifications;
  private final SecretsManagerService secrets;
  private final SsmService parameters;
  private final GlueService glue;
  private final AthenaService athena;
  private final Cognito cognito;
  private final FunctionRegistry functions;
  private final LogStore logs;
  private final Engine engine;
  private final AccessControl access = new AccessControl();
  private final Mailbox mailbox = new Mailbox();
  private final WorkflowCredentials workflowCredentials = WorkflowCredentials.random();
  private final List<AwsService> all;

  /**
   * Makes all of them; those that keep their state load it.
   *
   * @param objectFolder where S3 keeps its objects
   * @param queryFolder where Athena keeps what it made of them
   */
  public AwsServices(
      Options options, Path objectFolder, Path queryFolder, AwsEndpoint endpoint, Clock clock) {
    var random = new SecureRandom();
    var data = options.data();
    queues = QueueService.start(endpoint.uri());
    objects = ObjectService.start(objectFolder);
    functions = new FunctionRegistry(clock);
    options
        .functionEndpoints()
        .forEach(
            (name, url) -> {
              if (name.isEmpty()) {
                functions.redirectUnknown(url);
              } else {
                functions.redirect(name, url);
              }
            });
    ec2 =
        new Ec2Service(
            Ec2Service.Options.defaults()
                .with(timing(options.boot()))
                .with(clock)
                .with(state(options, "ec2", Ec2State.class)));
    notifications =
        new SnsService(clock, mailbox, new Targets(), state(options, "sns", SnsState.class));
    secrets =
        new SecretsManagerService(clock, random, state(options, "secrets", SecretsState.class));
    parameters =
        new SsmService(clock, MachineImages.idsByAlias(), state(options, "ssm", SsmState.class));
    glue = new GlueService(clock, state(options, "glue", GlueState.class));
    var workflowObjects = new WorkflowObjects(objects);
    athena =
        new AthenaService(
            new Warehouse(glue, objectFolder, queryFolder, clock),
            workflowObjects::putCsv,
            clock,
            state(options, "athena", AthenaState.class));
    var settings =
        new CognitoSettings(
            REGION,
            ACCOUNT,
            endpoint.uri(),
            clock,
            this::invokeTrigger,
            letter ->
                mailbox.deliver(
                    new Mail(
                        UUID.randomUUID().toString(),
                        letter.to(),
                        letter.subject(),
                        letter.body(),
                        clock.instant())));
    cognito = new Cognito(data.map(settings::keptIn).orElse(settings));
    logs = new LogStore(clock);
    var logsService = LogsService.over(logs, clock);
    var workflowServices = new WorkflowServices();
    engine = new Engine(new GuardedTasks(tasks(workflowServices), access), this::log);
    var stepFunctions =
        StepFunctionsService.create(
            engine, REGION, ACCOUNT, arn -> logs.names().contains(group(arn)));
    workflowServices.add("sqs", queues::call);
    workflowServices.add("s3", workflowObjects::call);
    workflowServices.add("secretsmanager", secrets::call);
    workflowServices.add("ssm", parameters::call);
    workflowServices.add("cognito-idp", cognito::call);
    workflowServices.add("logs", logsService::call);
    workflowServices.add("states", stepFunctions::call);
    workflowServices.add(notifications);
    all =
        List.of(
            queues,
            objects,
            ec2,
            notifications,
            secrets,
            parameters,
            glue,
            athena,
            cognito,
            new LambdaService(functions),
            logsService,
            stepFunctions,
            SecurityTokenService.create());
  }

  private ServiceTasks tasks(WorkflowServices services) {
    return new ServiceTasks(
        new WorkflowFunctions(functions),
        services,
        AwsCredentialsIdentity.create(
            workflowCredentials.accessKeyId(), workflowCredentials.secretAccessKey()),
        REGION);
  }

  private void log(String groupArn, String stream, long timestampMillis, String json) {
    logs.append(group(groupArn), stream, timestampMillis, json);
  }

  private static String group(String arn) {
    // Without a regular expression, because it is asked for every log record.
    var parts = arn.split(":", 7);
    var name = arn.startsWith("arn:aws:logs:") && parts.length == 7 ? parts[6] : arn;
    return name.endsWith(":*") ? name.substring(0, name.length() - 2) : name;
  }

  // Whoever shortens the boot wants the rest short too.
  private static Ec2Settings timing(Duration boot) {
    var defaults = Ec2Settings.defaults();
    var lag = boot.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofMillis(50) : defaults.maxLag();
    var end = boot.compareTo(Duration.ofSeconds(1)) < 0 ? boot : defaults.stop();
    return new Ec2Settings(
        boot, defaults.statusChecks(), end, end, lag, defaults.terminatedVisible());
  }

  private static <S> StateFile<S> state(Options options, String name, Class<S> type) {
    return options
        .data()
        .map(folder -> StateFile.at(folder.resolve(name + ".json"), type))
        .orElseGet(() -> StateFile.nowhere(type));
  }

  private Triggers.Outcome invokeTrigger(String functionArn, ObjectNode event) {
    var payload = event.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return switch (functions.invoke(functionArn, payload)) {
        case Invocation.Returned(var answer, _) ->
            new Triggers.Answered(Json.mapper().readValue(answer, ObjectNode.class));
        case Invocation.Failed(var error, _) ->
            new Triggers.Failed(Json.mapper().readTree(error).path("errorMessage").asText());
        case Invocation.TimedOut(var error, _) ->
            new Triggers.Failed(Json.mapper().readTree(error).path("errorMessage").asText());
        case Invocation.NotFound _, Invocation.Unreachable _ -> new Triggers.Unreachable();
      };
    } catch (JsonProcessingException notJson) {
      return new Triggers.Failed("Unrecognizable lambda output");
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** SNS reaches its other subscribers inside this JVM. */
  private final class Targets implements SnsTargets {

    @Override
    public void sendToQueue(String queueArn, String body) {
      var queue = queueArn.substring(queueArn.lastIndexOf(':') + 1);
      queues.call(
          "SendMessage",
          Json.mapper()
              .createObjectNode()
              .put("QueueUrl", queues.queueUrl(queue))
              .put("MessageBody", body));
    }

    @Override
    public void invokeFunction(String functionArn, String event) {
      functions.invokeAsynchronously(functionArn, event.getBytes(StandardCharsets.UTF_8));
    }
  }

  public List<AwsService> all() {
    return all;
  }

  public QueueService queues() {
    return queues;
  }

  public Ec2Service ec2() {
    return ec2;
  }

  public SnsService notifications() {
    return notifications;
  }

  public AthenaService athena() {
    return athena;
  }

  public Cognito cognito() {
    return cognito;
  }

  public FunctionRegistry functions() {
    return functions;
  }

  public LogStore logs() {
    return logs;
  }

  public WorkflowCredentials workflowCredentials() {
    return workflowCredentials;
  }

  public AccessControl access() {
    return access;
  }

  public Engine engine() {
    return engine;
  }

  public Mailbox mailbox() {
    return mailbox;
  }

  @Override
  public void close() {
    engine.close();
    functions.close();
    notifications.close();
    ec2.close();
    secrets.close();
    parameters.close();
    athena.close();
    glue.close();
    objects.close();
    queues.close();
  }
}

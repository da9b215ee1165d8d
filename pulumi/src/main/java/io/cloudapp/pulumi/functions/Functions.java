package io.cloudapp.pulumi.functions;

import com.pulumi.asset.FileAsset;
import com.pulumi.aws.lambda.EventSourceMapping;
import com.pulumi.aws.lambda.EventSourceMappingArgs;
import com.pulumi.aws.s3.BucketObjectv2;
import com.pulumi.aws.s3.BucketObjectv2Args;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Environment;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.settings.StackSettings;
import io.cloudapp.pulumi.usage.Usage;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Every function of the catalogue, with SnapStart: a version is published and aliased. */
public final class Functions extends Part {

  /** Built by {@code ./mvnw package}; more than the 50 MB that a direct upload may have. */
  private static final String JAR = "../functions/target/functions-aws.jar";

  private final Preparation preparation;
  private final Map<CloudFunction, DeployedFunction> functions = new EnumMap<>(CloudFunction.class);
  private final com.pulumi.aws.sqs.Queue deadLetters;

  public Functions(
      StackSettings settings,
      Keys keys,
      Network network,
      Data data,
      Messaging messaging,
      Usage usage,
      Environment environment) {
    super("functions", settings);
    var group = new OutgoingGroup(settings, "functions", network);
    group.reach("to-database", "The database", data.doorId(), data.port());
    deadLetters =
        new com.pulumi.aws.sqs.Queue(
            child("dead-letters"),
            QueueArgs.builder()
                .name(child("dead-letters"))
                .messageRetentionSeconds((int) Duration.ofDays(14).toSeconds())
                .kmsMasterKeyId(keys.data())
                .tags(tags())
                .build(),
            inside());
    var code =
        new BucketObjectv2(
            child("code"),
            BucketObjectv2Args.builder()
                .bucket(usage.bucketName())
                .key("code/functions-aws.jar")
                .source(new FileAsset(JAR))
                .build(),
            inside());
    var surroundings =
        new DeployedFunction.Surroundings(
            keys, network.privateSubnetIds(), group.id(), deadLetters.arn(), code, environment);
    preparation = new Preparation(settings, network, data, surroundings, this);
    functions.put(CloudFunction.PREPARE_INSTALLATION, preparation.function());
    for (var function : CloudFunction.values()) {
      // Its first call comes when its code finds the schema that it expects.
      functions.computeIfAbsent(
          function,
          other ->
              new DeployedFunction(
                  settings, other, surroundings, this, Optional.of(preparation.done())));
    }
    new EventSourceMapping(
        child("statuses"),
        EventSourceMappingArgs.builder()
            .eventSourceArn(messaging.loginQueueArn())
            .functionName(arn(CloudFunction.RECORD_STATUS))
            .batchSize(10)
            .functionResponseTypes("ReportBatchItemFailures")
            .build(),
        inside());
  }

  /** The ARN of a function's alias. */
  public Output<String> arn(CloudFunction function) {
    return functions.get(function).arn();
  }

  /** The name of a function, whose alias is {@link io.cloudapp.pulumi.Account#ALIAS}. */
  public Output<String> name(CloudFunction function) {
    return functions.get(function).name();
  }

  /** Of the queue of calls that were given up. */
  public Output<String> deadLetterQueueName() {
    return deadLetters.name();
  }

  /** What has to have happened before this version of CloudApp runs: its schema is there. */
  public Resource prepared() {
    return preparation.done();
  }
}

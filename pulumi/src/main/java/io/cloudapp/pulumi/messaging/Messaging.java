package io.cloudapp.pulumi.messaging;

import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.aws.sqs.QueueArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The login queue with its dead letters, and the topics of the administrators and the people. */
public final class Messaging extends Part {

  /** Longer than the queue's four days, so that a message is not lost by being set aside. */
  private static final Duration DEAD_LETTERS_KEPT = Duration.ofDays(14);

  private static final Duration STATUSES_KEPT = Duration.ofDays(4);
  private static final int TRIES = 5;

  private final com.pulumi.aws.sqs.Queue deadLetters;
  private final com.pulumi.aws.sqs.Queue login;
  private final Topic admins;
  private final Topic people;

  public Messaging(StackSettings settings, Account account, Keys keys) {
    super("messaging", settings);
    deadLetters =
        new com.pulumi.aws.sqs.Queue(
            child("login-dead-letters"),
            queue("login-dead-letters", keys)
                .messageRetentionSeconds((int) DEAD_LETTERS_KEPT.toSeconds())
                .build(),
            inside());
    login =
        new com.pulumi.aws.sqs.Queue(
            child("login"),
            queue("login", keys)
                .messageRetentionSeconds((int) STATUSES_KEPT.toSeconds())
                // Six times the function's timeout, as Lambda asks for.
                .visibilityTimeoutSeconds(
                    (int) CloudFunction.RECORD_STATUS.timeout().multipliedBy(6).toSeconds())
                .redrivePolicy(
                    Policy.json(
                        Map.of("deadLetterTargetArn", deadLetters.arn(), "maxReceiveCount", TRIES)))
                .build(),
            inside());
    admins = topic("admins", keys);
    people = topic("people", keys);
    letTellAdmins(account);
    new TopicSubscription(
        child("admins-by-mail"),
        TopicSubscriptionArgs.builder()
            .topic(admins.arn())
            .protocol("email")
            .endpoint(settings.adminEmail())
            .build(),
        inside());
  }

  public Output<String> loginQueueArn() {
    return login.arn();
  }

  public Output<String> loginQueueUrl() {
    return login.url();
  }

  public Output<String> loginQueueName() {
    return login.name();
  }

  public Output<String> deadLetterQueueArn() {
    return deadLetters.arn();
  }

  public Output<String> deadLetterQueueUrl() {
    return deadLetters.url();
  }

  public Output<String> deadLetterQueueName() {
    return deadLetters.name();
  }

  public Output<String> adminTopicArn() {
    return admins.arn();
  }

  public Output<String> peopleTopicArn() {
    return people.arn();
  }

  /** Alarms and the budget; our own functions are let in by their roles. */
  private void letTellAdmins(Account account) {
    var statements =
        Stream.of("cloudwatch.amazonaws.com", "budgets.amazonaws.com")
            .map(service -> Statement.allowService(service, "sns:Publish"))
            .map(statement -> statement.on(admins.arn()))
            .map(statement -> statement.when("StringEquals", "aws:SourceAccount", account.id()))
            .toList();
    new TopicPolicy(
        child("admins-policy"),
        TopicPolicyArgs.builder().arn(admins.arn()).policy(Policy.of(statements)).build(),
        inside());
  }

  private QueueArgs.Builder queue(String name, Keys keys) {
    return QueueArgs.builder().name(settings().name(name)).kmsMasterKeyId(keys.data()).tags(tags());
  }

  private Topic topic(String name, Keys keys) {
    return new Topic(
        child(name),
        TopicArgs.builder()
            .name(settings().name(name))
            .kmsMasterKeyId(keys.logs())
            .tags(tags())
            .build(),
        inside());
  }
}

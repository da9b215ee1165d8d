package io.cloudapp.logic.notice;

import io.cloudapp.logic.aws.AwsFailure;
import io.cloudapp.logic.aws.MailSubject;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/** Publishes to the topic of people, whose filters bring a message to the one it is for. */
@Singleton
final class SnsUserNotifier implements UserNotifier {

  private static final Logger LOG = LoggerFactory.getLogger(SnsUserNotifier.class);

  /** Whoever tells has better to do than to wait. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final Jdbi jdbi;
  private final EmailSubscriptions subscriptions;
  private final SnsClient sns;
  private final String topicArn;

  SnsUserNotifier(
      Jdbi jdbi,
      EmailSubscriptions subscriptions,
      SnsClient sns,
      @Property(name = "cloudapp.people-topic-arn") String topicArn) {
    this.jdbi = jdbi;
    this.subscriptions = subscriptions;
    this.sns = sns;
    this.topicArn = topicArn;
  }

  private record Recipient(String address, boolean subscribed) {}

  @Override
  public boolean tell(String userId, String subject, String message) {
    try {
      recipient(userId).ifPresent(recipient -> send(userId, recipient, subject, message));
      return true;
    } catch (RuntimeException failure) {
      LOG.warn("{} was not told: {}", userId, subject, failure);
      return false;
    }
  }

  private void send(String userId, Recipient recipient, String subject, String message) {
    if (!recipient.subscribed()) {
      subscriptions.subscribe(new EmailSubscriptions.Person(userId, recipient.address()));
    }
    var address =
        MessageAttributeValue.builder().dataType("String").stringValue(recipient.address()).build();
    AwsFailure.call(
        "SNS",
        () ->
            sns.publish(
                request ->
                    request
                        .topicArn(topicArn)
                        .subject(MailSubject.of(subject))
                        .message(message)
                        .messageAttributes(Map.of(EmailSubscriptions.ADDRESS, address))
                        .overrideConfiguration(options -> options.apiCallTimeout(LIMIT))));
  }

  /** Empty when there is nobody to write to. */
  private Optional<Recipient> recipient(String userId) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select email, subscribed_address is not distinct from email as subscribed
                    from users
                    where id = :id and email is not null
                      and coalesce(cast(to_jsonb(users) ->> 'notifications' as boolean), true)
                    """)
                .bind("id", userId)
                .map(
                    (row, context) ->
                        new Recipient(row.getString("email"), row.getBoolean("subscribed")))
                .findOne());
  }
}

package io.cloudapp.local.sns;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Carries published messages to subscribers, behind the publisher's back as AWS does. */
final class Deliveries implements AutoCloseable {

  private static final System.Logger LOG = System.getLogger(Deliveries.class.getName());
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SUBJECT_WITHOUT_ONE = "AWS Notification Message";

  private final Mailbox mailbox;
  private final SnsTargets targets;
  private final ExecutorService carriers = Executors.newVirtualThreadPerTaskExecutor();

  Deliveries(Mailbox mailbox, SnsTargets targets) {
    this.mailbox = mailbox;
    this.targets = targets;
  }

  void deliver(
      Publication publication, String messageId, Instant at, List<Subscription> subscriptions) {
    for (var subscription : subscriptions) {
      carriers.execute(
          () -> {
            try {
              deliver(publication, messageId, at, subscription);
            } catch (RuntimeException undelivered) {
              // The message may be confidential, and so may what the target says of it.
              LOG.log(
                  System.Logger.Level.WARNING,
                  "SNS could not deliver {0} to {1}: {2}",
                  messageId,
                  subscription.endpoint(),
                  undelivered.getClass().getSimpleName());
            }
          });
    }
  }

  private void deliver(
      Publication publication, String messageId, Instant at, Subscription subscription) {
    var text = publication.textFor(subscription.protocol());
    switch (subscription.protocol()) {
      case "email" -> mail(publication, messageId, at, subscription, text);
      case "email-json" ->
          mail(
              publication,
              messageId,
              at,
              subscription,
              notification(publication, messageId, at, text).toString());
      case "sqs" ->
          targets.sendToQueue(
              subscription.endpoint(),
              subscription.raw()
                  ? text
                  : notification(publication, messageId, at, text).toString());
      case "lambda" ->
          targets.invokeFunction(
              subscription.endpoint(),
              event(subscription, notification(publication, messageId, at, text)).toString());
      default -> throw new IllegalStateException(subscription.protocol());
    }
  }

  private void mail(
      Publication publication,
      String messageId,
      Instant at,
      Subscription subscription,
      String body) {
    var subject = publication.subject().isEmpty() ? SUBJECT_WITHOUT_ONE : publication.subject();
    mailbox.deliver(new Mail(messageId, subscription.endpoint(), subject, body, at));
  }

  private static ObjectNode notification(
      Publication publication, String messageId, Instant at, String text) {
    var json =
        JSON.objectNode()
            .put("Type", "Notification")
            .put("MessageId", messageId)
            .put("TopicArn", publication.topicArn());
    if (!publication.subject().isEmpty()) {
      json.put("Subject", publication.subject());
    }
    json.put("Message", text).put("Timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
    if (!publication.attributes().isEmpty()) {
      var attributes = json.putObject("MessageAttributes");
      publication
          .attributes()
          .forEach(
              (name, attribute) ->
                  attributes
                      .putObject(name)
                      .put("Type", attribute.type())
                      .put("Value", attribute.value()));
    }
    return json;
  }

  private static ObjectNode event(Subscription subscription, ObjectNode notification) {
    var event = JSON.objectNode();
    event
        .putArray("Records")
        .addObject()
        .put("EventSource", "aws:sns")
        .put("EventVersion", "1.0")
        .put("EventSubscriptionArn", subscription.arn())
        .set("Sns", notification);
    return event;
  }

  /** Waits for the deliveries under way. */
  @Override
  public void close() {
    carriers.close();
  }
}

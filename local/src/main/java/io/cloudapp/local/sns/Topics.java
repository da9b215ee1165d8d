package io.cloudapp.local.sns;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/** All topics with their subscriptions. */
final class Topics {

  static final String ACCOUNT = "000000000000";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
  private static final Pattern ADDRESS = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final Set<String> SETTABLE =
      Set.of(
          "DisplayName",
          "Policy",
          "DeliveryPolicy",
          "KmsMasterKeyId",
          "TracingConfig",
          "SignatureVersion");

  private final Map<String, Topic> topics = new LinkedHashMap<>();
  private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();

  synchronized void restore(SnsState state) {
    state.topics().forEach(topic -> topics.put(topic.arn(), topic));
    state
        .subscriptions()
        .forEach(subscription -> subscriptions.put(subscription.arn(), subscription));
  }

  synchronized SnsState state() {
    return new SnsState(List.copyOf(topics.values()), List.copyOf(subscriptions.values()));
  }

  synchronized String create(
      String name, Map<String, String> attributes, Map<String, String> tags) {
    if (!NAME.matcher(name).matches()) {
      throw SnsRefusals.invalid("Topic Name");
    }
    attributes.keySet().forEach(Topics::requireSettable);
    var arn = "arn:aws:sns:eu-west-1:" + ACCOUNT + ":" + name;
    var wanted = new Topic(arn, attributes, tags);
    var present = topics.putIfAbsent(arn, wanted);
    if (present != null && !present.attributes().entrySet().containsAll(attributes.entrySet())) {
      throw SnsRefusals.invalid(
          "Attributes Reason: Topic already exists with different attributes");
    }
    if (present != null && !present.tags().equals(wanted.tags())) {
      throw SnsRefusals.invalid("Tags Reason: Topic already exists with different tags");
    }
    return arn;
  }

  /** Deleting what is not there succeeds, as on AWS. */
  synchronized void delete(String arn) {
    topics.remove(arn);
    subscriptions.values().removeIf(subscription -> subscription.topicArn().equals(arn));
  }

  synchronized Topic require(String arn) {
    if (!arn.startsWith("arn:") || arn.split(":").length != 6) {
      throw SnsRefusals.invalid(
          "TopicArn Reason: An ARN must have at least 6 elements, not " + arn.split(":").length);
    }
    var topic = topics.get(arn);
    if (topic == null) {
      throw SnsRefusals.noTopic();
    }
    return topic;
  }

  synchronized void set(String arn, String attribute, String value) {
    requireSettable(attribute);
    topics.put(arn, require(arn).with(attribute, value));
  }

  private static void requireSettable(String attribute) {
    if (!SETTABLE.contains(attribute)) {
      throw SnsRefusals.invalid("AttributeName");
    }
  }

  /** The same address subscribed twice is one subscription, and cannot ask for two things. */
  synchronized String subscribe(
      String topicArn, String protocol, String endpoint, SubscriptionSettings wanted) {
    require(topicArn);
    boolean fits =
        switch (protocol) {
          case "email", "email-json" -> ADDRESS.matcher(endpoint).matches();
          case "sqs" -> endpoint.startsWith("arn:aws:sqs:");
          case "lambda" -> endpoint.startsWith("arn:aws:lambda:");
          default ->
              throw SnsRefusals.invalid(
                  "Amazon SNS does not support this protocol string: " + protocol);
        };
    if (!fits) {
      throw SnsRefusals.invalid("Endpoint Reason: not an address of " + protocol);
    }
    return subscriptions.values().stream()
        .filter(
            present ->
                present.topicArn().equals(topicArn)
                    && present.protocol().equals(protocol)
                    && present.endpoint().equals(endpoint))
        .findFirst()
        .map(present -> unchanged(present, wanted))
        .orElseGet(
            () -> {
              var arn = topicArn + ":" + UUID.randomUUID();
              subscriptions.put(
                  arn,
                  new Subscription(
                      arn, topicArn, protocol, endpoint, wanted.raw(), wanted.filterPolicy()));
              return arn;
            });
  }

  private static String unchanged(Subscription present, SubscriptionSettings wanted) {
    if (present.raw() != wanted.raw() || !present.filterPolicy().equals(wanted.filterPolicy())) {
      throw SnsRefusals.invalid(
          "Attributes Reason: Subscription already exists with different attributes");
    }
    return present.arn();
  }

  synchronized Subscription requireSubscription(String arn) {
    var subscription = subscriptions.get(arn);
    if (subscription == null) {
      throw SnsRefusals.noSubscription();
    }
    return subscription;
  }

  synchronized void change(String arn, SubscriptionSettings wanted) {
    subscriptions.put(arn, requireSubscription(arn).with(wanted.raw(), wanted.filterPolicy()));
  }

  synchronized void unsubscribe(String arn) {
    if (subscriptions.remove(arn) == null) {
      throw SnsRefusals.noSubscription();
    }
  }

  synchronized List<Subscription> subscriptionsTo(String topicArn) {
    require(topicArn);
    return subscriptions.values().stream()
        .filter(subscription -> subscription.topicArn().equals(topicArn))
        .toList();
  }
}

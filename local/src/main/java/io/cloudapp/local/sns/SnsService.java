package io.cloudapp.local.sns;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.QueryProtocol;
import io.cloudapp.local.endpoint.XmlWriter;
import io.cloudapp.local.snapshot.StateFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;

/** SNS as LocalCloud answers for it: e-mail lands in a mailbox, the rest at its targets. */
public final class SnsService implements AwsService, AutoCloseable {

  private static final int PAGE = 100;
  private static final int LARGEST_BATCH = 10;

  private final Topics topics;
  private final Deliveries deliveries;
  private final Clock clock;
  private final StateFile<SnsState> file;
  private final QueryProtocol protocol =
      QueryProtocol.query(
          "sns",
          "http://sns.amazonaws.com/doc/2010-03-31/",
          Map.ofEntries(
              Map.entry("CreateTopic", this::createTopic),
              Map.entry("DeleteTopic", this::deleteTopic),
              Map.entry("ListTopics", this::listTopics),
              Map.entry("GetTopicAttributes", this::topicAttributes),
              Map.entry("SetTopicAttributes", this::setTopicAttribute),
              Map.entry("Subscribe", this::subscribe),
              Map.entry("ConfirmSubscription", this::confirm),
              Map.entry("Unsubscribe", this::unsubscribe),
              Map.entry("GetSubscriptionAttributes", this::subscriptionAttributes),
              Map.entry("SetSubscriptionAttributes", this::setSubscriptionAttribute),
              Map.entry("ListSubscriptions", this::listSubscriptions),
              Map.entry("ListSubscriptionsByTopic", this::listSubscriptionsByTopic),
              Map.entry("Publish", this::publish),
              Map.entry("PublishBatch", this::publishBatch)));

  /** Continues with the topics that the file has kept. */
  public SnsService(Clock clock, Mailbox mailbox, SnsTargets targets, StateFile<SnsState> file) {
    this.clock = clock;
    this.deliveries = new Deliveries(mailbox, targets);
    this.file = file;
    this.topics = new Topics();
    file.load().ifPresent(topics::restore);
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  @Override
  public AwsResponse refusal(AwsError error, String requestId) {
    return protocol.refusal(error, requestId);
  }

  /**
   * Publishes without HTTP and returns the message's id.
   *
   * @throws AwsError {@code NotFound} when there is no such topic
   */
  public String publish(Publication publication) {
    var subscriptions =
        topics.subscriptionsTo(publication.topicArn()).stream()
            .filter(subscription -> subscription.wants(publication))
            .toList();
    var messageId = UUID.randomUUID().toString();
    deliveries.deliver(publication, messageId, clock.instant(), subscriptions);
    return messageId;
  }

  /** Makes a topic, or finds it, and returns its ARN. */
  public String createTopic(String name) {
    var arn = topics.create(name, Map.of(), Map.of());
    file.changed(topics::state);
    return arn;
  }

  /**
   * Subscribes without HTTP and returns the subscription's ARN.
   *
   * @param protocol {@code email}, {@code email-json}, {@code sqs} or {@code lambda}
   */
  public String subscribe(String topicArn, String protocol, String endpoint) {
    return subscribe(topicArn, protocol, endpoint, SubscriptionSettings.NONE);
  }

  String subscribe(
      String topicArn, String protocol, String endpoint, SubscriptionSettings settings) {
    var arn = topics.subscribe(topicArn, protocol, endpoint, settings);
    file.changed(topics::state);
    return arn;
  }

  private void createTopic(QueryInput input, XmlWriter answer) {
    var tags = new HashMap<String, String>();
    for (var tag : input.structures("Tags")) {
      tags.put(required(tag, "Key"), tag.text("Value").orElse(""));
    }
    answer.text("TopicArn", topics.create(required(input, "Name"), attributes(input), tags));
    file.changed(topics::state);
  }

  private static Map<String, String> attributes(QueryInput input) {
    var attributes = new HashMap<String, String>();
    input
        .map("Attributes")
        .forEach((name, value) -> attributes.put(name, value.text("value").orElse("")));
    return attributes;
  }

  private void deleteTopic(QueryInput input, XmlWriter answer) {
    topics.delete(required(input, "TopicArn"));
    file.changed(topics::state);
  }

  private void listTopics(QueryInput input, XmlWriter answer) {
    page(
        input,
        answer,
        "Topics",
        topics.state().topics(),
        (member, topic) -> member.text("TopicArn", topic.arn()));
  }

  private void topicAttributes(QueryInput input, XmlWriter answer) {
    var topic = topics.require(required(input, "TopicArn"));
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("TopicArn", topic.arn());
    attributes.put("Owner", Topics.ACCOUNT);
    attributes.put("DisplayName", "");
    attributes.put(
        "SubscriptionsConfirmed", String.valueOf(topics.subscriptionsTo(topic.arn()).size()));
    attributes.put("SubscriptionsPending", "0");
    attributes.put("SubscriptionsDeleted", "0");
    attributes.putAll(topic.attributes());
    write(answer, attributes);
  }

  private static void write(XmlWriter answer, Map<String, String> attributes) {
    answer.list(
        "Attributes",
        "entry",
        attributes.entrySet(),
        (entry, attribute) ->
            entry.text("key", attribute.getKey()).text("value", attribute.getValue()));
  }

  private void setTopicAttribute(QueryInput input, XmlWriter answer) {
    topics.set(
        required(input, "TopicArn"),
        required(input, "AttributeName"),
        input.text("AttributeValue").orElse(""));
    file.changed(topics::state);
  }

  private void subscribe(QueryInput input, XmlWriter answer) {
    answer.text(
        "SubscriptionArn",
        topics.subscribe(
            required(input, "TopicArn"),
            required(input, "Protocol"),
            required(input, "Endpoint"),
            SubscriptionSettings.of(attributes(input))));
    file.changed(topics::state);
  }

  private void subscriptionAttributes(QueryInput input, XmlWriter answer) {
    var subscription = topics.requireSubscription(required(input, "SubscriptionArn"));
    var attributes = new LinkedHashMap<String, String>();
    attributes.put("SubscriptionArn", subscription.arn());
    attributes.put("TopicArn", subscription.topicArn());
    attributes.put("Owner", Topics.ACCOUNT);
    attributes.put("Protocol", subscription.protocol());
    attributes.put("Endpoint", subscription.endpoint());
    attributes.put("RawMessageDelivery", String.valueOf(subscription.raw()));
    attributes.put("PendingConfirmation", "false");
    if (!subscription.filterPolicy().isEmpty()) {
      attributes.put("FilterPolicy", subscription.filterPolicy());
      attributes.put("FilterPolicyScope", "MessageAttributes");
    }
    write(answer, attributes);
  }

  private void setSubscriptionAttribute(QueryInput input, XmlWriter answer) {
    var subscription = topics.requireSubscription(required(input, "SubscriptionArn"));
    var attributes = new HashMap<String, String>();
    attributes.put("RawMessageDelivery", String.valueOf(subscription.raw()));
    attributes.put("FilterPolicy", subscription.filterPolicy());
    attributes.put(required(input, "AttributeName"), input.text("AttributeValue").orElse(""));
    topics.change(subscription.arn(), SubscriptionSettings.of(attributes));
    file.changed(topics::state);
  }

  /** Every subscription is confirmed already, so that the token of none is open. */
  private void confirm(QueryInput input, XmlWriter answer) {
    topics.require(required(input, "TopicArn"));
    required(input, "Token");
    throw SnsRefusals.invalid("Token");
  }

  private void unsubscribe(QueryInput input, XmlWriter answer) {
    topics.unsubscribe(required(input, "SubscriptionArn"));
    file.changed(topics::state);
  }

  private void listSubscriptions(QueryInput input, XmlWriter answer) {
    page(input, answer, "Subscriptions", topics.state().subscriptions(), SnsService::write);
  }

  private void listSubscriptionsByTopic(QueryInput input, XmlWriter answer) {
    page(
        input,
        answer,
        "Subscriptions",
        topics.subscriptionsTo(required(input, "TopicArn")),
        SnsService::write);
  }

  private static void write(XmlWriter member, Subscription subscription) {
    member
        .text("SubscriptionArn", subscription.arn())
        .text("Owner", Topics.ACCOUNT)
        .text("Protocol", subscription.protocol())
        .text("Endpoint", subscription.endpoint())
        .text("TopicArn", subscription.topicArn());
  }

  private void publish(QueryInput input, XmlWriter answer) {
    if (input.has("PhoneNumber")) {
      throw SnsRefusals.invalid("PhoneNumber Reason: LocalCloud sends no text messages");
    }
    var arn = input.text("TopicArn").or(() -> input.text("TargetArn")).orElse("");
    answer.text("MessageId", publish(publication(arn, input)));
  }

  private void publishBatch(QueryInput input, XmlWriter answer) {
    var arn = required(input, "TopicArn");
    topics.require(arn);
    var entries = input.structures("PublishBatchRequestEntries");
    if (entries.isEmpty()) {
      throw new AwsError(
          400, "EmptyBatchRequest", "The batch request doesn't contain any entries.");
    }
    if (entries.size() > LARGEST_BATCH) {
      throw new AwsError(
          400,
          "TooManyEntriesInBatchRequest",
          "The batch request contains more entries than permissible.");
    }
    var ids = new HashSet<String>();
    for (var entry : entries) {
      if (!ids.add(required(entry, "Id"))) {
        throw new AwsError(
            400,
            "BatchEntryIdsNotDistinct",
            "Two or more batch entries in the request have the same Id.");
      }
    }
    var published = new LinkedHashMap<String, String>();
    var refused = new LinkedHashMap<String, AwsError>();
    for (var entry : entries) {
      var id = required(entry, "Id");
      try {
        published.put(id, publish(publication(arn, entry)));
      } catch (AwsError refusal) {
        refused.put(id, refusal);
      }
    }
    answer.list(
        "Successful",
        "member",
        published.entrySet(),
        (member, one) -> member.text("Id", one.getKey()).text("MessageId", one.getValue()));
    answer.list(
        "Failed",
        "member",
        refused.entrySet(),
        (member, one) ->
            member
                .text("Id", one.getKey())
                .text("Code", one.getValue().code())
                .text("Message", one.getValue().getMessage())
                .text("SenderFault", true));
  }

  private static Publication publication(String topicArn, QueryInput input) {
    var attributes = new LinkedHashMap<String, Publication.Attribute>();
    input
        .map("MessageAttributes")
        .forEach(
            (name, entry) -> {
              var value = entry.structure("Value");
              attributes.put(
                  name,
                  new Publication.Attribute(
                      required(value, "DataType"),
                      value.text("StringValue").or(() -> value.text("BinaryValue")).orElse("")));
            });
    return new Publication(
        topicArn,
        input.text("Subject").orElse(""),
        input.text("Message").orElse(""),
        input.text("MessageStructure").filter("json"::equals).isPresent(),
        attributes);
  }

  private static <T> void page(
      QueryInput input,
      XmlWriter answer,
      String name,
      List<T> all,
      BiConsumer<XmlWriter, T> write) {
    int from =
        input.text("NextToken").filter(token -> !token.isEmpty()).map(SnsService::offset).orElse(0);
    var rest = new ArrayList<>(all.subList(Math.min(from, all.size()), all.size()));
    answer.list(name, "member", rest.subList(0, Math.min(PAGE, rest.size())), write);
    if (rest.size() > PAGE) {
      answer.text("NextToken", from + PAGE);
    }
  }

  private static int offset(String token) {
    if (!token.matches("\\d{1,8}")) {
      throw SnsRefusals.invalid("NextToken");
    }
    return Integer.parseInt(token);
  }

  private static String required(QueryInput input, String name) {
    return input
        .text(name)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> SnsRefusals.invalid(name + " Reason: no value for required parameter"));
  }

  /** Waits for the deliveries under way and writes what is not written yet. */
  @Override
  public void close() {
    deliveries.close();
    file.close();
  }
}

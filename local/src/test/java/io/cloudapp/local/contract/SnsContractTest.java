package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.Topic;

class SnsContractTest {

  private final SnsClient sns = AwsUnderTest.client(SnsClient.builder());
  private final String name = "contract-" + UUID.randomUUID();
  private final String topic = sns.createTopic(r -> r.name(name)).topicArn();

  @AfterEach
  void deleteTopic() {
    sns.deleteTopic(r -> r.topicArn(topic));
    sns.close();
  }

  @Test
  void makesATopicOnceForAName() {
    assertThat(sns.createTopic(r -> r.name(name)).topicArn()).isEqualTo(topic).endsWith(":" + name);
    assertThat(sns.listTopicsPaginator().topics().stream().map(Topic::topicArn))
        .containsOnlyOnce(topic);
  }

  @Test
  void keepsTheAttributesOfATopic() {
    sns.setTopicAttributes(
        r -> r.topicArn(topic).attributeName("DisplayName").attributeValue("CloudApp"));

    assertThat(sns.getTopicAttributes(r -> r.topicArn(topic)).attributes())
        .containsEntry("DisplayName", "CloudApp")
        .containsEntry("TopicArn", topic);
  }

  @Test
  void answersAPublicationWithItsId() {
    assertThat(sns.publish(r -> r.topicArn(topic).subject("Hello").message("World")).messageId())
        .isNotBlank();
  }

  @Test
  void publishesABatchAndNamesEachEntry() {
    var answer =
        sns.publishBatch(
            r ->
                r.topicArn(topic)
                    .publishBatchRequestEntries(
                        PublishBatchRequestEntry.builder().id("a").message("1").build(),
                        PublishBatchRequestEntry.builder().id("b").message("2").build()));

    assertThat(answer.successful())
        .extracting(PublishBatchResultEntry::id)
        .containsExactlyInAnyOrder("a", "b");
    assertThat(answer.failed()).isEmpty();
  }

  @Test
  void refusesWhatItCannotPublish() {
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).message("x".repeat(262_145))))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () -> sns.publish(r -> r.topicArn(topic).subject("x".repeat(101)).message("x")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic).subject("two\nlines").message("x")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void refusesATopicThatDoesNotExist() {
    assertThatThrownBy(() -> sns.publish(r -> r.topicArn(topic + "-not").message("x")))
        .isInstanceOf(NotFoundException.class);
    assertThatThrownBy(() -> sns.getTopicAttributes(r -> r.topicArn(topic + "-not")))
        .isInstanceOf(NotFoundException.class);
  }

  @Test
  void refusesAnUnknownProtocolAndAnAddressThatIsNone() {
    assertThatThrownBy(
            () -> sns.subscribe(r -> r.topicArn(topic).protocol("pigeon").endpoint("roof")))
        .isInstanceOf(InvalidParameterException.class);
    assertThatThrownBy(
            () -> sns.subscribe(r -> r.topicArn(topic).protocol("email").endpoint("nobody")))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void keepsTheFilterOfASubscription() {
    var policy = "{\"address\":[\"ada@example.com\"]}";
    var subscription = subscribeQueue(Map.of("FilterPolicy", policy));

    assertThat(attributes(subscription))
        .containsEntry("FilterPolicy", policy)
        .containsEntry("FilterPolicyScope", "MessageAttributes")
        .containsEntry("RawMessageDelivery", "false");
    sns.setSubscriptionAttributes(
        r ->
            r.subscriptionArn(subscription)
                .attributeName("FilterPolicy")
                .attributeValue("{\"address\":[{\"exists\":true}]}"));
    assertThat(attributes(subscription))
        .containsEntry("FilterPolicy", "{\"address\":[{\"exists\":true}]}");
  }

  @Test
  void subscribesTheSameOnceAndRefusesToSubscribeItWithAnotherFilter() {
    var filter = Map.of("FilterPolicy", "{\"address\":[\"ada@example.com\"]}");
    var subscription = subscribeQueue(filter);

    assertThat(subscribeQueue(filter)).isEqualTo(subscription);
    assertThatThrownBy(
            () -> subscribeQueue(Map.of("FilterPolicy", "{\"address\":[\"x@example.com\"]}")))
        .isInstanceOf(InvalidParameterException.class)
        .hasMessageContaining("Subscription already exists with different attributes");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"address\":",
        "[\"ada@example.com\"]",
        "\"ada@example.com\"",
        "{\"address\":\"ada@example.com\"}",
        "{\"address\":[]}",
        "{\"a\":[1],\"b\":[1],\"c\":[1],\"d\":[1],\"e\":[1],\"f\":[1]}",
        "{\"address\":[{\"pigeon\":\"a\"}]}"
      })
  void refusesAFilterThatIsNone(String policy) {
    assertThatThrownBy(() -> subscribeQueue(Map.of("FilterPolicy", policy)))
        .isInstanceOf(InvalidParameterException.class);
  }

  @Test
  void knowsNoAttributesOfAnUnknownSubscription() {
    assertThatThrownBy(() -> attributes(topic + ":12345678-1234-1234-1234-123456789012"))
        .isInstanceOf(NotFoundException.class);
  }

  /** A queue, because an address would have to confirm. */
  private String subscribeQueue(Map<String, String> attributes) {
    var parts = topic.split(":");
    var queue = "arn:aws:sqs:%s:%s:%s".formatted(parts[3], parts[4], name);
    return sns.subscribe(
            r ->
                r.topicArn(topic)
                    .protocol("sqs")
                    .endpoint(queue)
                    .attributes(attributes)
                    .returnSubscriptionArn(true))
        .subscriptionArn();
  }

  private Map<String, String> attributes(String subscription) {
    return sns.getSubscriptionAttributes(r -> r.subscriptionArn(subscription)).attributes();
  }
}

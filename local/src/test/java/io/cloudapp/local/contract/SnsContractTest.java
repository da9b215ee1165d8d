package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
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
}

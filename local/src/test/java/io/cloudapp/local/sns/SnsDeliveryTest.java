package io.cloudapp.local.sns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.cloudapp.local.snapshot.StateFile;
import io.cloudapp.local.sns.Publication.Attribute;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnsDeliveryTest {

  private static final String QUEUE = "arn:aws:sqs:eu-west-1:000000000000:login";
  private static final String FUNCTION = "arn:aws:lambda:eu-west-1:000000000000:function:Auth";

  @TempDir private Path folder;
  private final Mailbox mailbox = new Mailbox();
  private final Map<String, String> delivered = new ConcurrentHashMap<>();
  private final SnsTargets targets =
      new SnsTargets() {
        @Override
        public void sendToQueue(String queueArn, String body) {
          delivered.put(queueArn, body);
        }

        @Override
        public void invokeFunction(String functionArn, String event) {
          delivered.put(functionArn, event);
        }
      };
  private SnsService sns;
  private String topic;

  @BeforeEach
  void start() {
    sns = started();
    topic = sns.createTopic("admins");
  }

  private SnsService started() {
    return new SnsService(
        Clock.systemUTC(),
        mailbox,
        targets,
        StateFile.at(folder.resolve("sns.json"), SnsState.class));
  }

  @AfterEach
  void close() {
    sns.close();
  }

  @Test
  void putsEmailIntoTheMailboxNewestFirst() {
    sns.subscribe(topic, "email", "admin@example.com");
    sns.publish(Publication.of(topic, "First", "one"));
    await().until(() -> mailbox.to("admin@example.com").size() == 1);
    sns.publish(Publication.of(topic, "", "two"));
    await().until(() -> mailbox.newestFirst().size() == 2);

    assertThat(mailbox.newestFirst())
        .extracting(Mail::subject)
        .containsExactly("AWS Notification Message", "First");
    assertThat(mailbox.newestFirst().getFirst().body()).isEqualTo("two");
  }

  @Test
  void bringsAMessageToThoseAloneWhoseFilterLetsItPass() {
    subscribe("ada@example.com", "{\"address\":[\"ada@example.com\"]}");
    subscribe("grace@example.com", "{\"address\":[\"grace@example.com\"]}");
    subscribe("both@example.com", "{\"address\":[\"grace@example.com\",\"ada@example.com\"]}");
    subscribe("strict@example.com", "{\"address\":[\"ada@example.com\"],\"kind\":[\"x\"]}");
    subscribe("none@example.com", "{\"address\":[{\"exists\":false}]}");

    sns.publish(message(Map.of("address", new Attribute("String", "ada@example.com"))));

    await().until(() -> mailbox.newestFirst().size() == 2);
    assertThat(mailbox.newestFirst())
        .extracting(Mail::to)
        .containsExactlyInAnyOrder("ada@example.com", "both@example.com");
  }

  @Test
  void bringsAMessageWithoutAttributesToNobodyWhoFiltersByThem() {
    subscribe("ada@example.com", "{\"address\":[\"ada@example.com\"]}");
    subscribe("none@example.com", "{\"address\":[{\"exists\":false}]}");

    sns.publish(message(Map.of()));

    await().until(() -> mailbox.newestFirst().size() == 1);
    assertThat(mailbox.newestFirst().getFirst().to()).isEqualTo("none@example.com");
  }

  @Test
  void comparesByTypeAsSnsDoes() {
    var filter = FilterPolicy.parse("{\"n\":[3,\"three\"]}");

    assertThat(filter.lets(Map.of("n", new Attribute("Number", "3.0")))).isTrue();
    assertThat(filter.lets(Map.of("n", new Attribute("String", "3")))).isFalse();
    assertThat(filter.lets(Map.of("n", new Attribute("String", "Three")))).isFalse();
    assertThat(filter.lets(Map.of("n", new Attribute("String.Array", "[\"two\",\"three\"]"))))
        .isTrue();
    assertThat(filter.lets(Map.of("n", new Attribute("Binary", "three")))).isFalse();
  }

  private void subscribe(String address, String filter) {
    sns.subscribe(topic, "email", address, new SubscriptionSettings(false, filter));
  }

  private Publication message(Map<String, Attribute> attributes) {
    return new Publication(topic, "", "text", false, attributes);
  }

  @Test
  void wrapsTheMessageForQueuesAndFunctions() throws Exception {
    sns.subscribe(topic, "sqs", QUEUE);
    sns.subscribe(topic, "lambda", FUNCTION);

    var id = sns.publish(Publication.of(topic, "Hello", "World"));

    await().until(() -> delivered.size() == 2);
    var json = new JsonMapper();
    var body = json.readTree(delivered.get(QUEUE));
    assertThat(body.path("MessageId").asText()).isEqualTo(id);
    assertThat(body.path("Message").asText()).isEqualTo("World");
    var record = json.readTree(delivered.get(FUNCTION)).path("Records").get(0);
    assertThat(record.path("EventSource").asText()).isEqualTo("aws:sns");
    assertThat(record.path("Sns").path("Subject").asText()).isEqualTo("Hello");
  }

  @Test
  void sendsEachProtocolItsOwnText() {
    sns.subscribe(topic, "email", "admin@example.com");

    sns.publish(
        new Publication(
            topic, "", "{\"default\":\"for all\",\"email\":\"for people\"}", true, Map.of()));

    await().until(() -> mailbox.newestFirst().size() == 1);
    assertThat(mailbox.newestFirst().getFirst().body()).isEqualTo("for people");
  }

  @Test
  void deliversToOthersWhenOneTargetFails() {
    sns.subscribe(topic, "email", "admin@example.com");
    var failing =
        new SnsService(
            Clock.systemUTC(),
            mailbox,
            new SnsTargets() {
              @Override
              public void sendToQueue(String queueArn, String body) {
                throw new IllegalStateException("no queue");
              }

              @Override
              public void invokeFunction(String functionArn, String event) {}
            },
            StateFile.nowhere(SnsState.class));
    var other = failing.createTopic("other");
    failing.subscribe(other, "sqs", QUEUE);
    failing.subscribe(other, "email", "second@example.com");

    failing.publish(Publication.of(other, "", "still"));

    await().until(() -> mailbox.to("second@example.com").size() == 1);
    failing.close();
  }

  @Test
  void knowsItsSubscriptionsAfterARestart() {
    sns.subscribe(topic, "email", "admin@example.com");
    sns.close();
    sns = started();

    sns.publish(Publication.of(topic, "", "again"));

    await().until(() -> mailbox.newestFirst().size() == 1);
  }

  @Test
  void subscribesAnAddressOnce() {
    var first = sns.subscribe(topic, "email", "admin@example.com");

    assertThat(sns.subscribe(topic, "email", "admin@example.com")).isEqualTo(first);
  }
}

package io.cloudapp.logic.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.atLeastOnce;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import io.cloudapp.logic.World;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.ArgumentCaptor;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.InvalidParameterException;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;

class SnsUserNotifierTest {

  private static final String TOPIC = "arn:aws:sns:eu-west-1:000000000000:people";
  private static World world;

  private final SnsClient sns = mock(SnsClient.class, CALLS_REAL_METHODS);
  private final EmailSubscriptions subscriptions = new EmailSubscriptions(world.jdbi(), sns, TOPIC);
  private final UserNotifier notifier =
      new SnsUserNotifier(world.jdbi(), subscriptions, sns, TOPIC);

  @BeforeAll
  static void start() {
    world = new World();
  }

  @AfterAll
  static void stop() {
    world.close();
  }

  @BeforeEach
  void giveAdaAnAddress() {
    world.execute("update users set email = null, subscribed_address = null");
    world.execute("update users set email = 'ada@example.com' where id = ?", World.OWNER);
    doReturn(PublishResponse.builder().build()).when(sns).publish(any(PublishRequest.class));
    doReturn(SubscribeResponse.builder().build()).when(sns).subscribe(any(SubscribeRequest.class));
  }

  @Test
  void addressesAMessageToItsRecipientAlone() {
    assertThat(notifier.tell(World.OWNER, "Schlüssel", "It ends soon.")).isTrue();

    var sent = published();
    assertThat(sent.topicArn()).isEqualTo(TOPIC);
    assertThat(sent.subject()).isEqualTo("Schl?ssel");
    assertThat(sent.message()).isEqualTo("It ends soon.");
    assertThat(sent.messageAttributes().get("address").stringValue()).isEqualTo("ada@example.com");
  }

  @Test
  void subscribesAnAddressForItsOwnMessagesOnce() {
    notifier.tell(World.OWNER, "First", "one");
    notifier.tell(World.OWNER, "Second", "two");

    assertThat(subscribed())
        .singleElement()
        .satisfies(
            request -> {
              assertThat(request.protocol()).isEqualTo("email");
              assertThat(request.endpoint()).isEqualTo("ada@example.com");
              assertThat(request.attributes())
                  .containsEntry("FilterPolicy", "{\"address\":[\"ada@example.com\"]}");
            });
  }

  @Test
  void subscribesNewcomersAndPeopleWithANewAddressBeforeThereIsAMessage() {
    assertThat(subscriptions.subscribeNewcomers(10)).isEqualTo(1);
    assertThat(subscriptions.subscribeNewcomers(10)).isZero();
    world.execute("update users set email = 'countess@example.com' where id = ?", World.OWNER);

    assertThat(subscriptions.subscribeNewcomers(10)).isEqualTo(1);

    assertThat(subscribed())
        .extracting(SubscribeRequest::endpoint)
        .containsExactly("ada@example.com", "countess@example.com");
  }

  @Test
  void putsNoAddressIntoTheFilterAsCode() {
    world.execute("update users set email = ? where id = ?", "a\"],\"x@example.com", World.OWNER);

    subscriptions.subscribeNewcomers(10);

    assertThat(subscribed().getFirst().attributes())
        .containsEntry("FilterPolicy", "{\"address\":[\"a\\\"],\\\"x@example.com\"]}");
  }

  @Test
  void asksAwsNotAgainAboutAnAddressThatItRefuses() {
    doThrow(InvalidParameterException.builder().statusCode(400).message("Endpoint").build())
        .when(sns)
        .subscribe(any(SubscribeRequest.class));

    assertThat(subscriptions.subscribeNewcomers(10)).isZero();
    assertThat(subscriptions.subscribeNewcomers(10)).isZero();

    assertThat(subscribed()).hasSize(1);
  }

  @Test
  void leavesItToTheNextRunWhenAwsDoesNotAnswer() {
    doThrow(SdkClientException.create("no answer"))
        .when(sns)
        .subscribe(any(SubscribeRequest.class));

    assertThat(subscriptions.subscribeNewcomers(10)).isZero();
    assertThat(subscriptions.subscribeNewcomers(10)).isZero();

    assertThat(subscribed()).hasSize(2);
  }

  @Test
  void breaksNobodyWhenItCannotSend() {
    doThrow(SdkClientException.create("no answer")).when(sns).publish(any(PublishRequest.class));

    assertThat(notifier.tell(World.OWNER, "Subject", "message")).isFalse();
  }

  @Test
  void sendsNothingToSomebodyWithoutAnAddressOrUnknown() {
    assertThat(notifier.tell(World.ADMIN, "Subject", "message")).isTrue();
    assertThat(notifier.tell("nobody", "Subject", "message")).isTrue();

    verify(sns, never()).publish(any(PublishRequest.class));
  }

  private PublishRequest published() {
    var captor = ArgumentCaptor.forClass(PublishRequest.class);
    verify(sns).publish(captor.capture());
    return captor.getValue();
  }

  private List<SubscribeRequest> subscribed() {
    var captor = ArgumentCaptor.forClass(SubscribeRequest.class);
    verify(sns, atLeastOnce()).subscribe(captor.capture());
    return captor.getAllValues();
  }
}

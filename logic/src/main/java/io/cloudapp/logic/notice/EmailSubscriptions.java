package io.cloudapp.logic.notice;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.aws.AwsFailure;
import io.cloudapp.logic.aws.Unavailable;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Subscribes people's addresses to the topic of people, each for what is sent to that address.
 *
 * <p>AWS asks every address for a confirmation before it sends anything else to it. To subscribe
 * again what is subscribed changes nothing; while it waits, AWS asks once more.
 */
@Singleton
public final class EmailSubscriptions {

  /** The message attribute that says whom a message is for, and that every filter looks at. */
  static final String ADDRESS = "address";

  private static final Logger LOG = LoggerFactory.getLogger(EmailSubscriptions.class);

  private final Jdbi jdbi;
  private final SnsClient sns;
  private final String topicArn;

  EmailSubscriptions(
      Jdbi jdbi, SnsClient sns, @Property(name = "cloudapp.people-topic-arn") String topicArn) {
    this.jdbi = jdbi;
    this.sns = sns;
    this.topicArn = topicArn;
  }

  record Person(String userId, String address) {}

  /**
   * Subscribes people whose present address is not subscribed.
   *
   * @param limit how many at most
   * @return how many were
   */
  public int subscribeNewcomers(int limit) {
    int subscribed = 0;
    for (var person : newcomers(limit)) {
      try {
        subscribe(person);
        subscribed++;
      } catch (Unavailable busy) {
        LOG.warn("Addresses cannot be subscribed now; the next run goes on", busy);
        break;
      } catch (SdkException refused) {
        LOG.warn("AWS takes no subscription of the address of {}", person.userId(), refused);
        remember(person);
      }
    }
    return subscribed;
  }

  void subscribe(Person person) {
    AwsFailure.call(
        "SNS",
        () ->
            sns.subscribe(
                request ->
                    request
                        .topicArn(topicArn)
                        .protocol("email")
                        .endpoint(person.address())
                        .attributes(Map.of("FilterPolicy", filterPolicy(person.address())))));
    remember(person);
  }

  private static String filterPolicy(String address) {
    return Json.mapper().createObjectNode().set(ADDRESS, array(address)).toString();
  }

  private static ArrayNode array(String value) {
    return Json.mapper().createArrayNode().add(value);
  }

  private List<Person> newcomers(int limit) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select id, email from users
                    where email is not null and subscribed_address is distinct from email
                    order by created_at limit :limit
                    """)
                .bind("limit", limit)
                .map((row, context) -> new Person(row.getString("id"), row.getString("email")))
                .list());
  }

  private void remember(Person person) {
    jdbi.useHandle(
        handle ->
            handle
                .createUpdate("update users set subscribed_address = :address where id = :id")
                .bind("id", person.userId())
                .bind("address", person.address())
                .execute());
  }
}

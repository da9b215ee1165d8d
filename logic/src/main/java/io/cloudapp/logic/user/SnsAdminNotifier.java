package io.cloudapp.logic.user;

import io.cloudapp.logic.aws.MailSubject;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/** Publishes to the admins' topic. */
@Singleton
final class SnsAdminNotifier implements AdminNotifier {

  /** A trigger must answer Cognito within 5 s, whatever becomes of the notice. */
  private static final Duration LIMIT = Duration.ofSeconds(2);

  private static final Logger LOG = LoggerFactory.getLogger(SnsAdminNotifier.class);

  private final SnsClient sns;
  private final String topicArn;

  SnsAdminNotifier(SnsClient sns, @Property(name = "cloudapp.admin-topic-arn") String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public boolean tell(String subject, String message) {
    var printable = MailSubject.of(subject);
    try {
      sns.publish(
          request ->
              request
                  .topicArn(topicArn)
                  .subject(printable)
                  .message(message)
                  .overrideConfiguration(options -> options.apiCallTimeout(LIMIT)));
      return true;
    } catch (SdkException unreachable) {
      LOG.warn("The admins were not told: {}", printable, unreachable);
      return false;
    }
  }
}

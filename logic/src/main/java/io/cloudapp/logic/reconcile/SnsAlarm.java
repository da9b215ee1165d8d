package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.aws.AwsFailure;
import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.sns.SnsClient;

/** The admins' topic. */
@Singleton
final class SnsAlarm implements Alarm {

  private final SnsClient sns;
  private final String topicArn;

  SnsAlarm(SnsClient sns, @Property(name = "cloudapp.admin-topic-arn") String topicArn) {
    this.sns = sns;
    this.topicArn = topicArn;
  }

  @Override
  public void raise(String subject, String message) {
    AwsFailure.call(
        "SNS", () -> sns.publish(it -> it.topicArn(topicArn).subject(subject).message(message)));
  }
}

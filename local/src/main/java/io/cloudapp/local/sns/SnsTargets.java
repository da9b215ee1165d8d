package io.cloudapp.local.sns;

/** Where SNS delivers what is not e-mail. */
public interface SnsTargets {

  /**
   * @param queueArn for example {@code arn:aws:sqs:eu-west-1:000000000000:login}
   * @param body the notification's JSON, or the message itself with raw delivery
   */
  void sendToQueue(String queueArn, String body);

  /**
   * @param functionArn for example {@code arn:aws:lambda:eu-west-1:000000000000:function:Auth}
   * @param event JSON with {@code Records}, as Lambda gets it from SNS
   */
  void invokeFunction(String functionArn, String event);
}

package io.cloudapp.local.sns;

/**
 * A subscription to a topic, confirmed from the start.
 *
 * @param protocol {@code email}, {@code email-json}, {@code sqs} or {@code lambda}
 * @param endpoint address, queue ARN or function ARN
 * @param raw whether the message goes to a queue as it is
 */
record Subscription(String arn, String topicArn, String protocol, String endpoint, boolean raw) {}

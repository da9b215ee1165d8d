package io.cloudapp.local.sns;

import java.util.Objects;

/**
 * A subscription to a topic, confirmed from the start.
 *
 * @param protocol {@code email}, {@code email-json}, {@code sqs} or {@code lambda}
 * @param endpoint address, queue ARN or function ARN
 * @param raw whether the message goes to a queue as it is
 * @param filterPolicy which messages it gets, as JSON; empty for all
 */
record Subscription(
    String arn,
    String topicArn,
    String protocol,
    String endpoint,
    boolean raw,
    String filterPolicy) {

  Subscription {
    // A file of an earlier version has none.
    filterPolicy = Objects.requireNonNullElse(filterPolicy, "");
  }

  Subscription with(boolean newRaw, String newFilterPolicy) {
    return new Subscription(arn, topicArn, protocol, endpoint, newRaw, newFilterPolicy);
  }

  boolean wants(Publication publication) {
    return FilterPolicy.parse(filterPolicy).lets(publication.attributes());
  }
}

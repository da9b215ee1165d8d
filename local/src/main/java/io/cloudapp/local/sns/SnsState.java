package io.cloudapp.local.sns;

import java.util.List;

/** The topics and subscriptions that are remembered between two starts. */
public record SnsState(List<Topic> topics, List<Subscription> subscriptions) {

  public SnsState {
    topics = List.copyOf(topics);
    subscriptions = List.copyOf(subscriptions);
  }
}

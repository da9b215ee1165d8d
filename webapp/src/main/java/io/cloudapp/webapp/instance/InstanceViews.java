package io.cloudapp.webapp.instance;

import io.cloudapp.core.instance.Instance;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Puts instances into words. */
@Singleton
public class InstanceViews {

  private static final int SHORT_ID = 6;

  private final Moments moments;
  private final Texts texts;
  private final LifetimeViews lifetimes;

  InstanceViews(Moments moments, Texts texts, LifetimeViews lifetimes) {
    this.moments = moments;
    this.texts = texts;
    this.lifetimes = lifetimes;
  }

  public InstanceView of(Instance instance) {
    var id = instance.id();
    return new InstanceView(
        id,
        id.substring(Math.max(0, id.length() - SHORT_ID)).toLowerCase(Locale.ROOT),
        instance.ec2InstanceId().orElse(""),
        instance.owner(),
        instance.configuration(),
        instance.configurationVersion(),
        instance.state(),
        stateWords(instance),
        instance.host().orElse(""),
        instance.loginUser(),
        instance.host().map(host -> "ssh " + instance.loginUser() + "@" + host).orElse(""),
        instance.loginAvailable(),
        moments.of(instance.requestedAt()),
        instance.launchedAt().map(moments::of).stream().toList(),
        moments.of(instance.expiresAt()),
        instance.stopReason(),
        lifetimes.of(instance));
  }

  private String stateWords(Instance instance) {
    var state = texts.of("instance.state." + instance.state().name().toLowerCase(Locale.ROOT));
    return instance.test() ? texts.of("instance.state.test", state) : state;
  }
}

package io.cloudapp.webapp.user;

import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserDetails.OwnedInstance;
import io.cloudapp.core.user.UserDetails.Stop;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Puts users into words. */
@Singleton
class UserViews {

  private static final int SHORT_ID = 6;

  private final Moments moments;
  private final Texts texts;

  UserViews(Moments moments, Texts texts) {
    this.moments = moments;
    this.texts = texts;
  }

  UserView of(UserSummary user) {
    return new UserView(
        user.id(),
        user.username(),
        user.email().orElse(""),
        user.role() == Role.ADMIN,
        user.state() == UserState.ENABLED || user.state() == UserState.INVITED,
        user.state() == UserState.DELETING,
        user.state() == UserState.DELETED,
        style(user.state()),
        texts.of("user.state." + user.state().slug()),
        user.quota(),
        user.living(),
        moments.of(user.createdAt()),
        user.lastSignInAt().map(moments::of).stream().toList(),
        user.version());
  }

  OwnedInstanceView of(OwnedInstance instance) {
    var id = instance.id();
    var state = name(instance.state());
    var stop = instance.stop().map(Stop::state).map(UserViews::name).orElse("");
    return new OwnedInstanceView(
        id,
        id.substring(Math.max(0, id.length() - SHORT_ID)).toLowerCase(Locale.ROOT),
        instance.configuration(),
        state,
        texts.of("instance.state." + state),
        moments.of(instance.requestedAt()),
        instance.stop().map(Stop::executionId).orElse(id),
        stop,
        stop.isEmpty() ? "" : texts.of("execution.state." + stop));
  }

  /** The colours that badges have. */
  private static String style(UserState state) {
    return switch (state) {
      case INVITED -> "accepted";
      case ENABLED -> "succeeded";
      case DISABLED, DELETED -> "terminated";
      case DELETING -> "stopping";
    };
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}

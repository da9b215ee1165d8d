package io.cloudapp.logic.notice;

import io.cloudapp.logic.World;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Keeps what people would have been told. */
@Singleton
@Replaces(SnsUserNotifier.class)
@Requires(env = World.ENVIRONMENT)
public final class FakeUserNotifier implements UserNotifier {

  private final List<Told> told = new ArrayList<>();
  private boolean reachable = true;
  private boolean crashing;

  /** One e-mail. */
  public record Told(String userId, String subject, String message) {}

  @Override
  public boolean tell(String userId, String subject, String message) {
    if (reachable) {
      told.add(new Told(userId, subject, message));
    }
    if (crashing) {
      throw new IllegalStateException("crashed after the mail was sent");
    }
    return reachable;
  }

  public List<Told> told() {
    return List.copyOf(told);
  }

  public void beReachable(boolean now) {
    reachable = now;
  }

  /** Ends the process after each mail, before anybody learns that it was sent. */
  public void crash(boolean now) {
    crashing = now;
  }

  public void reset() {
    told.clear();
    crashing = false;
    reachable = true;
  }
}

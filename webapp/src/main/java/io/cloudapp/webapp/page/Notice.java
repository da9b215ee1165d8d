package io.cloudapp.webapp.page;

import io.micronaut.http.HttpRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a page says after a redirect; only these, because the address names it. */
public enum Notice {
  SIGNED_OUT,
  SESSION_ENDED,
  CHALLENGE_ENDED,
  ADMIN_ENDED,
  KEY_SAVED,
  KEY_REMOVED,
  PREFERENCES_SAVED,
  SECOND_FACTOR_ON,
  SECOND_FACTOR_OFF,
  SIGNED_IN_AGAIN,
  DEAD_LETTERS_REDRIVEN,
  INSTANCE_ENDED,
  LIFETIME_EXTENDED,
  SCHEDULE_SAVED,
  SCHEDULE_REMOVED,
  SCHEDULE_SKIPPED,
  SCHEDULE_KEPT,
  CONFIGURATION_PUBLISHED,
  CONFIGURATION_ROLLED_BACK,
  CONFIGURATION_ENABLED,
  CONFIGURATION_DISABLED,
  CONFIGURATION_DELETED,
  DRAFT_SAVED,
  DRAFT_DISCARDED,
  NO_DRAFT,
  NOTHING_CHANGED,
  USER_CREATED,
  USER_CHANGED,
  SECOND_FACTOR_RESET;

  /** The value of the parameter {@code notice}, for example {@code signed-out}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The key of the sentence in the message bundle. */
  public String key() {
    return "notice." + slug();
  }

  static Optional<Notice> of(HttpRequest<?> request) {
    return request
        .getParameters()
        .getFirst("notice")
        .flatMap(
            slug -> Arrays.stream(values()).filter(notice -> notice.slug().equals(slug)).findAny());
  }
}

package io.cloudapp.core.user;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which users a list shows. */
public enum UserFilter {
  /** Everyone who is not deleted. */
  ALL,
  /** Signed in within the last 30 days. */
  ACTIVE,
  INVITED,
  DISABLED,
  ADMINS,
  DELETED;

  /** The value of the parameter {@code state}, for example {@code active}. */
  public String slug() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<UserFilter> of(String slug) {
    return Arrays.stream(values()).filter(filter -> filter.slug().equals(slug)).findFirst();
  }
}

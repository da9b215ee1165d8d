package io.cloudapp.webapp.session;

import java.net.URI;
import java.net.URISyntaxException;

/** Where a person goes after signing in: a path of this site, never another site. */
public final class ReturnPath {

  private static final String HOME = "/";

  private ReturnPath() {}

  /** The path when it is one of this site's, the home page otherwise. */
  public static String of(String text) {
    if (!text.startsWith("/")
        || text.startsWith("//")
        || text.contains("\\")
        || text.chars().anyMatch(Character::isISOControl)) {
      return HOME;
    }
    try {
      var uri = new URI(text);
      return uri.isAbsolute() || uri.getRawAuthority() != null ? HOME : uri.toString();
    } catch (URISyntaxException notAPath) {
      return HOME;
    }
  }
}

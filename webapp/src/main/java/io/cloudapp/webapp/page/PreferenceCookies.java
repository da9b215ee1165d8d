package io.cloudapp.webapp.page;

import io.cloudapp.webapp.session.WebSettings;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Lets a browser remember how its person wants the pages, signed in or not. */
@Singleton
public class PreferenceCookies {

  private static final Duration YEAR = Duration.ofDays(365);

  private final WebSettings settings;

  PreferenceCookies(WebSettings settings) {
    this.settings = settings;
  }

  /**
   * @param language ISO 639-1; empty for what the browser asks for
   */
  public void keepLanguage(MutableHttpResponse<?> response, Optional<String> language) {
    keep(response, Preferences.LANGUAGE_COOKIE, language);
  }

  /**
   * @param zone of the IANA database; empty for UTC
   */
  public void keepZone(MutableHttpResponse<?> response, Optional<String> zone) {
    keep(response, Preferences.ZONE_COOKIE, zone);
  }

  private void keep(MutableHttpResponse<?> response, String name, Optional<String> value) {
    response.cookie(
        Cookie.of(name, value.orElse(""))
            .path("/")
            .maxAge(value.isPresent() ? YEAR : Duration.ZERO)
            .httpOnly(true)
            .secure(settings.secureCookies())
            .sameSite(SameSite.Lax));
  }
}

package io.cloudapp.webapp.page;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.cookie.Cookie;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;

/** How a browser wants its pages: the language, and the time zone of the times on them. */
public record Preferences(Language language, ZoneId zone) {

  /** Holds {@link Language#code()}; without it the header Accept-Language decides. */
  public static final String LANGUAGE_COOKIE = "lang";

  /** Holds the name of a zone of the IANA database, for example {@code Europe/Berlin}. */
  public static final String ZONE_COOKIE = "zone";

  /** By its name and not as an offset, because its name is what people read. */
  private static final ZoneId UTC = ZoneId.of("UTC");

  private static final Preferences UNKNOWN = new Preferences(Language.ENGLISH, UTC);

  public static Preferences of(HttpRequest<?> request) {
    var language =
        cookie(request, LANGUAGE_COOKIE)
            .flatMap(Language::ofCode)
            .orElseGet(
                () ->
                    request
                        .getHeaders()
                        .findFirst("Accept-Language")
                        .map(Language::accepted)
                        .orElse(Language.ENGLISH));
    return new Preferences(
        language, cookie(request, ZONE_COOKIE).flatMap(Preferences::zone).orElse(UTC));
  }

  /** Those of the request that this thread answers. */
  static Preferences current() {
    return ServerRequestContext.currentRequest().map(Preferences::of).orElse(UNKNOWN);
  }

  private static Optional<String> cookie(HttpRequest<?> request, String name) {
    return request.getCookies().findCookie(name).map(Cookie::getValue);
  }

  private static Optional<ZoneId> zone(String name) {
    try {
      return ZoneId.getAvailableZoneIds().contains(name)
          ? Optional.of(ZoneId.of(name))
          : Optional.empty();
    } catch (DateTimeException unknown) {
      return Optional.empty();
    }
  }
}

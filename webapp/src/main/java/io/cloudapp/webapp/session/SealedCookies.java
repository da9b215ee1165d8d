package io.cloudapp.webapp.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.cookie.Cookie;
import io.micronaut.http.cookie.SameSite;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes sealed cookies, in parts where one cookie would be too long for browsers. */
@Singleton
class SealedCookies {

  // Browsers take 4096 bytes for name, value and attributes together.
  private static final int PART_LENGTH = 3800;
  private static final int MAXIMUM_PARTS = 4;

  private final Seal seal;
  private final WebSettings settings;

  SealedCookies(Seal seal, WebSettings settings) {
    this.seal = seal;
    this.settings = settings;
  }

  boolean isPresent(HttpRequest<?> request, SealedCookie cookie) {
    return request.getCookies().findCookie(partName(cookie, 0)).isPresent();
  }

  <T> Optional<T> read(HttpRequest<?> request, SealedCookie cookie, Class<T> type) {
    var text = new StringBuilder();
    for (int part = 0; part < MAXIMUM_PARTS; part++) {
      var value = request.getCookies().findCookie(partName(cookie, part)).map(Cookie::getValue);
      if (value.isEmpty()) {
        break;
      }
      text.append(value.get());
    }
    return text.isEmpty() ? Optional.empty() : seal.open(cookie.purpose(), text.toString(), type);
  }

  void write(
      HttpRequest<?> request, MutableHttpResponse<?> response, SealedCookie cookie, Object value) {
    var parts = parts(seal.seal(cookie.purpose(), value));
    for (int part = 0; part < parts.size(); part++) {
      var written = cookie(partName(cookie, part), parts.get(part));
      if (!cookie.lifetime().isZero()) {
        written.maxAge(cookie.lifetime());
      }
      response.cookie(written);
    }
    deleteParts(request, response, cookie, parts.size());
  }

  void delete(HttpRequest<?> request, MutableHttpResponse<?> response, SealedCookie cookie) {
    deleteParts(request, response, cookie, 0);
  }

  private void deleteParts(
      HttpRequest<?> request, MutableHttpResponse<?> response, SealedCookie cookie, int from) {
    for (int part = from; part < MAXIMUM_PARTS; part++) {
      var name = partName(cookie, part);
      if (request.getCookies().findCookie(name).isPresent()) {
        response.cookie(cookie(name, "").maxAge(0));
      }
    }
  }

  private Cookie cookie(String name, String value) {
    return Cookie.of(name, value)
        .path("/")
        .httpOnly(true)
        .secure(settings.secureCookies())
        .sameSite(SameSite.Lax);
  }

  private String partName(SealedCookie cookie, int part) {
    var name = cookie.cookieName(settings.secureCookies());
    return part == 0 ? name : name + "." + part;
  }

  private static List<String> parts(String text) {
    var parts = new ArrayList<String>();
    for (int start = 0; start < text.length(); start += PART_LENGTH) {
      parts.add(text.substring(start, Math.min(text.length(), start + PART_LENGTH)));
    }
    if (parts.size() > MAXIMUM_PARTS) {
      throw new IllegalStateException(
          "The tokens take %d characters, more than browsers keep".formatted(text.length()));
    }
    return parts;
  }
}

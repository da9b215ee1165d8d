package io.cloudapp.webapp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tokens that bind a form to the session, or before that to the visitor, it was rendered for. */
@Singleton
public class CsrfTokens {

  private static final String VISITOR = "cloudapp.visitor";
  private static final String ALGORITHM = "HmacSHA256";

  private final WebSettings settings;
  private final SealedCookies cookies;
  private final RandomTokens random;

  CsrfTokens(WebSettings settings, SealedCookies cookies, RandomTokens random) {
    this.settings = settings;
    this.cookies = cookies;
    this.random = random;
  }

  /** The token for the forms of the page that answers this request. */
  public String issue(HttpRequest<?> request) {
    var bound = boundTo(request);
    if (bound.isEmpty()) {
      var visitor = new Visitor(random.next());
      request.setAttribute(VISITOR, visitor);
      return token(visitor.id(), random.next(), settings.activeKey());
    }
    return token(bound.get(), random.next(), settings.activeKey());
  }

  boolean matches(HttpRequest<?> request, String token) {
    var salt = token.substring(0, Math.max(0, token.indexOf('.')));
    return boundTo(request)
        .filter(
            id ->
                settings.keys().keySet().stream()
                    .map(key -> token(id, salt, key).getBytes(UTF_8))
                    .anyMatch(expected -> MessageDigest.isEqual(expected, token.getBytes(UTF_8))))
        .isPresent();
  }

  /** Gives a visitor the cookie that the page's token is bound to. */
  void save(HttpRequest<?> request, MutableHttpResponse<?> response) {
    request
        .getAttribute(VISITOR, Visitor.class)
        .ifPresent(visitor -> cookies.write(request, response, SealedCookie.VISITOR, visitor));
  }

  private Optional<String> boundTo(HttpRequest<?> request) {
    return Sessions.of(request)
        .map(Session::id)
        .or(() -> request.getAttribute(VISITOR, Visitor.class).map(Visitor::id))
        .or(() -> cookies.read(request, SealedCookie.VISITOR, Visitor.class).map(Visitor::id));
  }

  /** Salted, so that pages which are compressed do not give it away byte by byte. */
  private String token(String id, String salt, String key) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(settings.key(key), ALGORITHM));
      var code = mac.doFinal(("csrf:" + salt + ":" + id).getBytes(UTF_8));
      return salt + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException(ALGORITHM + " is missing", missing);
    }
  }

  private record Visitor(String id) {}
}

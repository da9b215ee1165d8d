package io.cloudapp.webapp.session;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Keeps the credentials of a sign-in that a challenge interrupted, for three minutes, sealed. */
@Singleton
public class Challenges {

  private final SealedCookies cookies;
  private final Clock clock;

  Challenges(SealedCookies cookies, Clock clock) {
    this.cookies = cookies;
    this.clock = clock;
  }

  /**
   * A sign-in that waits for one more answer.
   *
   * @param name the API's name of the challenge
   * @param newPassword given already, when this is the second challenge
   */
  public record Challenge(
      String name,
      String username,
      String password,
      Optional<String> newPassword,
      String returnPath,
      Instant issuedAt) {

    /** Without the passwords, so that no log can hold them. */
    @Override
    public String toString() {
      return "Challenge[" + name + " of " + username + "]";
    }
  }

  public void hold(
      HttpRequest<?> request,
      MutableHttpResponse<?> response,
      String name,
      String username,
      String password,
      Optional<String> newPassword,
      String returnPath) {
    var challenge =
        new Challenge(name, username, password, newPassword, returnPath, clock.instant());
    cookies.write(request, response, SealedCookie.CHALLENGE, challenge);
  }

  /** Empty once three minutes have passed. */
  public Optional<Challenge> find(HttpRequest<?> request) {
    var oldest = clock.instant().minus(SealedCookie.CHALLENGE.lifetime());
    return cookies
        .read(request, SealedCookie.CHALLENGE, Challenge.class)
        .filter(challenge -> challenge.issuedAt().isAfter(oldest));
  }
}

package io.cloudapp.webapp.signin;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignInAnswer;
import io.cloudapp.core.user.Profile;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import io.cloudapp.webapp.session.Session;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Signs people in and out at the API. */
@Singleton
public class SignIns {

  private final ApiClient api;
  private final Clock clock;

  SignIns(ApiClient api, Clock clock) {
    this.api = api;
    this.clock = clock;
  }

  ApiAnswer<SignInAnswer> signIn(
      String username, String password, Optional<String> newPassword, Optional<String> totp) {
    return send(new SignIn(username, password, newPassword, totp, SignIn.Client.WEB));
  }

  /** The sign-in of the admin area, with password and second factor at once. */
  public ApiAnswer<SignInAnswer> signInAsAdmin(String username, String password, String totp) {
    return send(
        new SignIn(username, password, Optional.empty(), Optional.of(totp), SignIn.Client.ADMIN));
  }

  /** Who has signed in. */
  Profile profile(SignInAnswer answer) {
    var token = new AccessToken(answer.accessToken().orElseThrow(), false);
    return api.send(ApiCall.of(Route.READ_PROFILE, Profile.class).as(token)).orErrorPage();
  }

  /** Ends the session at the API: the refresh token is revoked, the access token denied. */
  void signOut(Session session) {
    session.adminToken(clock.instant()).ifPresent(this::end);
    api.send(
        ApiCall.of(Route.SIGN_OUT, Void.class)
            .as(session.token())
            .body(Map.of("refreshToken", session.tokens().refreshToken())));
  }

  private void end(AccessToken token) {
    api.send(ApiCall.of(Route.SIGN_OUT, Void.class).as(token));
  }

  private ApiAnswer<SignInAnswer> send(SignIn signIn) {
    return api.send(ApiCall.of(Route.SIGN_IN, SignInAnswer.class).body(signIn));
  }
}

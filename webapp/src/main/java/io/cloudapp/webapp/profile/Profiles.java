package io.cloudapp.webapp.profile;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.user.Profile;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads and changes what people say of themselves. */
@Singleton
public class Profiles {

  private final ApiClient api;

  Profiles(ApiClient api) {
    this.api = api;
  }

  public Profile read(AccessToken token) {
    return api.send(ApiCall.of(Route.READ_PROFILE, Profile.class).as(token)).orErrorPage();
  }

  /**
   * @param publicKey OpenSSH public key; empty to have keys generated again
   */
  ApiAnswer<Profile> changePublicKey(AccessToken token, Optional<String> publicKey) {
    var change = new HashMap<String, String>();
    change.put("publicKey", publicKey.orElse(null));
    return api.send(ApiCall.of(Route.CHANGE_PROFILE, Profile.class).as(token).body(change));
  }

  /** A new secret, which counts once a code of it is confirmed. */
  ApiAnswer<Secret> startSecondFactor(AccessToken token) {
    return api.send(ApiCall.of(Route.START_SECOND_FACTOR, Secret.class).as(token));
  }

  /**
   * @param code six digits
   */
  ApiAnswer<Void> confirmSecondFactor(AccessToken token, String code) {
    return api.send(
        ApiCall.of(Route.CONFIRM_SECOND_FACTOR, Void.class).as(token).body(Map.of("code", code)));
  }

  /** What an authenticator app needs: base32 for typing, the address for a tap. */
  record Secret(String secret, String otpauthUri) {

    @Override
    public String toString() {
      return "Secret";
    }
  }
}

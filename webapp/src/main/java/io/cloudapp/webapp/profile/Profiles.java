package io.cloudapp.webapp.profile;

import io.cloudapp.core.api.Route;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.UserKey;
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
    return ask(token).orErrorPage();
  }

  /** For pages that can do without it. */
  public ApiAnswer<Profile> ask(AccessToken token) {
    return api.send(ApiCall.of(Route.READ_PROFILE, Profile.class).as(token));
  }

  ApiAnswer<Profile> changePreferences(
      AccessToken token,
      Optional<String> timeZone,
      Optional<String> language,
      boolean notifications) {
    var change = new HashMap<String, Object>();
    change.put("timeZone", timeZone.orElse(null));
    change.put("language", language.orElse(null));
    change.put("notifications", notifications);
    return api.send(ApiCall.of(Route.CHANGE_PROFILE, Profile.class).as(token).body(change));
  }

  /**
   * @param language ISO 639-1
   */
  public ApiAnswer<Profile> changeLanguage(AccessToken token, String language) {
    return api.send(
        ApiCall.of(Route.CHANGE_PROFILE, Profile.class)
            .as(token)
            .body(Map.of("language", language)));
  }

  /**
   * @param name may be empty where the key has a comment
   * @param publicKey OpenSSH's one line
   */
  ApiAnswer<UserKey> addKey(AccessToken token, String name, String publicKey) {
    return api.send(
        ApiCall.of(Route.ADD_KEY, UserKey.class)
            .as(token)
            .body(Map.of("name", name, "publicKey", publicKey)));
  }

  ApiAnswer<Void> removeKey(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.REMOVE_KEY, Void.class).path("id", id).as(token));
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

  ApiAnswer<Void> removeSecondFactor(AccessToken token) {
    return api.send(ApiCall.of(Route.REMOVE_SECOND_FACTOR, Void.class).as(token));
  }

  /** What an authenticator app needs: base32 for typing, the address for a tap. */
  record Secret(String secret, String otpauthUri) {

    @Override
    public String toString() {
      return "Secret";
    }
  }
}

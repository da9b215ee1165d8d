package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** A user as the admin operations show one. */
final class ShownUser {

  private ShownUser() {}

  /**
   * @param attributesMember {@code UserAttributes} where one user is asked for, else {@code
   *     Attributes}
   */
  static ObjectNode of(User user, String attributesMember) {
    return of(user, attributesMember, Set.of());
  }

  static ObjectNode of(User user, String attributesMember, Set<String> onlyAttributes) {
    var shown = Input.answer().put("Username", user.username());
    shown.set(attributesMember, Attributes.shown(user, onlyAttributes));
    return shown
        .put("UserCreateDate", Input.seconds(user.created()))
        .put("UserLastModifiedDate", Input.seconds(user.modified()))
        .put("Enabled", user.enabled())
        .put("UserStatus", user.status());
  }

  /** Adds the second factors, which lists do not show. */
  static ObjectNode withSecondFactor(ObjectNode shown, User user) {
    if (user.softwareToken().enabled()) {
      shown.putArray("UserMFASettingList").add(SignInSteps.SOFTWARE_TOKEN);
    }
    if (user.softwareToken().preferred()) {
      shown.put("PreferredMfaSetting", SignInSteps.SOFTWARE_TOKEN);
    }
    return shown;
  }
}

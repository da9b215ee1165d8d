package io.cloudapp.webapp.profile;

import io.cloudapp.webapp.page.Refusal;

/**
 * What somebody typed into one of the profile's forms, and why it was not accepted.
 *
 * @param keyName as typed
 * @param publicKey as typed
 */
record ProfileForm(String keyName, String publicKey, Refusal refusal) {

  static ProfileForm empty() {
    return new ProfileForm("", "", Refusal.none());
  }

  static ProfileForm ofKey(String name, String publicKey, Refusal refusal) {
    return new ProfileForm(name, publicKey, refusal);
  }

  static ProfileForm ofPreferences(Refusal refusal) {
    return new ProfileForm("", "", refusal);
  }
}

package io.cloudapp.webapp.profile;

import io.cloudapp.webapp.page.Moment;

/**
 * A public key as the profile shows it.
 *
 * @param kind for example {@code Ed25519}
 */
public record KeyView(String id, String name, String kind, String fingerprint, Moment added) {}

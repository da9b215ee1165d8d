package io.cloudapp.webapp.session;

import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes values that nobody can guess. */
@Singleton
public class RandomTokens {

  private final SecureRandom random = new SecureRandom();

  /** 256 random bits in base64url, 43 characters. */
  public String next() {
    var bytes = new byte[32];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}

package io.cloudapp.local.cognito;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The proof that a caller holds an app client's secret. */
final class SecretHash {

  private SecretHash() {}

  /**
   * Refuses a request without the right proof; a client without a secret needs none.
   *
   * @param names the names any of which the proof may be over
   */
  static void check(AppClient client, Map<String, String> parameters, List<String> names) {
    client.secret().ifPresent(secret -> check(client, secret, parameters, names));
  }

  private static void check(
      AppClient client, String secret, Map<String, String> parameters, List<String> names) {
    var given =
        Optional.ofNullable(parameters.get("SECRET_HASH"))
            .orElseThrow(
                () ->
                    Refusal.notAuthorized(
                        "Client %s is configured with secret but SECRET_HASH was not received"
                            .formatted(client.id())))
            .getBytes(StandardCharsets.UTF_8);
    if (names.stream()
        .noneMatch(name -> MessageDigest.isEqual(of(name, client.id(), secret), given))) {
      throw Refusal.notAuthorized("Unable to verify secret hash for client " + client.id());
    }
  }

  private static byte[] of(String username, String clientId, String secret) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder()
          .encode(mac.doFinal((username + clientId).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HmacSHA256.", missing);
    }
  }
}

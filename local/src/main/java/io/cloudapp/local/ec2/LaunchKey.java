package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.QueryInput;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * By what a repeated launch is recognised.
 *
 * <p>A token counts within the zone that the request names, itself or through its subnet, and
 * within the region when it names none.
 *
 * @param token empty when the request has none
 * @param fingerprint of all its other parameters
 */
record LaunchKey(String token, String scope, String fingerprint) {

  private static final int LONGEST = 64;
  private static final Set<String> NO_PARAMETERS =
      Set.of("Action", "Version", "ClientToken", "DryRun");

  static LaunchKey of(QueryInput input, Optional<Network.Subnet> asked) {
    var token = input.text("ClientToken").orElse("");
    if (token.length() > LONGEST || !StandardCharsets.US_ASCII.newEncoder().canEncode(token)) {
      throw Refusals.invalidValue(
          "Invalid value '"
              + token
              + "' for clientToken. It can have 64 ASCII characters at most.");
    }
    var place = asked.map(Network.Subnet::zone).orElse(Network.REGION);
    return new LaunchKey(token, place + " " + token, fingerprint(input));
  }

  private static String fingerprint(QueryInput input) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      new TreeMap<>(input.parameters())
          .forEach(
              (name, value) -> {
                if (!NO_PARAMETERS.contains(name)) {
                  digest.update((name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8));
                }
              });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

package io.cloudapp.local.gateway;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parts of an {@code Authorization} header of Signature Version 4. */
record SignatureScope(
    String accessKey,
    String date,
    String region,
    String service,
    List<String> signedHeaders,
    String signature) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "AWS4-HMAC-SHA256\\s+Credential=([^/,\\s]+)/(\\d{8})/([^/,\\s]+)/([^/,\\s]+)/aws4_request\\s*,"
              + "\\s*SignedHeaders=([^,\\s]+)\\s*,\\s*Signature=([0-9a-f]{64})\\s*");

  SignatureScope {
    signedHeaders = List.copyOf(signedHeaders);
  }

  static Optional<SignatureScope> parse(String authorization) {
    var matcher = SYNTAX.matcher(authorization);
    return matcher.matches()
        ? Optional.of(
            new SignatureScope(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                Arrays.asList(matcher.group(5).split(";")),
                matcher.group(6)))
        : Optional.empty();
  }

  String credentialScope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }
}

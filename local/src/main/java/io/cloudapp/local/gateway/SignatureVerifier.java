package io.cloudapp.local.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Verifies the Signature Version 4 of a request, as a route with IAM authorization does. */
public final class SignatureVerifier {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final String region;
  private final String service;
  private final Function<String, Optional<String>> secrets;
  private final Clock clock;

  /** What a request turned out to be. */
  public sealed interface Verification {}

  /** The request was signed with the secret of this access key. */
  public record Verified(String accessKey) implements Verification {}

  /**
   * The signature is not accepted.
   *
   * @param reason names the check that failed; it quotes nothing secret
   */
  public record Refused(String reason) implements Verification {}

  /**
   * @param service the signing name, for API Gateway {@code execute-api}
   * @param secrets the secret of an access key
   */
  public SignatureVerifier(
      String region, String service, Function<String, Optional<String>> secrets, Clock clock) {
    this.region = region;
    this.service = service;
    this.secrets = secrets;
    this.clock = clock;
  }

  public Verification verify(SignedRequest request) {
    var authorization = request.header("Authorization");
    if (authorization.isEmpty()) {
      return new Refused("Missing Authentication Token");
    }
    var scope = SignatureScope.parse(authorization.get());
    if (scope.isEmpty()) {
      return new Refused("The Authorization header is not of AWS4-HMAC-SHA256.");
    }
    var time = request.header("X-Amz-Date").orElse("");
    var flaw = scopeFlaw(scope.get(), time).or(() -> headersFlaw(scope.get(), request));
    if (flaw.isPresent()) {
      return new Refused(flaw.get());
    }
    var payloadHash = hex(sha256(request.body()));
    if (request
        .header("X-Amz-Content-Sha256")
        .filter(hash -> !hash.equals(payloadHash))
        .isPresent()) {
      return new Refused("The body is not the one that was signed.");
    }
    var secret = secrets.apply(scope.get().accessKey());
    if (secret.isEmpty()) {
      return new Refused("The security token included in the request is invalid.");
    }
    var canonical = CanonicalRequest.of(request, scope.get().signedHeaders(), payloadHash);
    return matches(scope.get(), time, canonical, secret.get())
        ? new Verified(scope.get().accessKey())
        : new Refused("The request signature does not match.");
  }

  private Optional<String> scopeFlaw(SignatureScope scope, String time) {
    if (!scope.region().equals(region) || !scope.service().equals(service)) {
      return Optional.of("The credential is not scoped to %s in %s.".formatted(service, region));
    }
    if (!time.startsWith(scope.date() + "T")) {
      return Optional.of("The credential's date is not the date of X-Amz-Date.");
    }
    try {
      var difference = Duration.between(TIME.parse(time, Instant::from), clock.instant()).abs();
      return difference.compareTo(TOLERANCE) > 0
          ? Optional.of("The signature has expired or is of the future.")
          : Optional.empty();
    } catch (DateTimeException unreadable) {
      return Optional.of("X-Amz-Date is not a time.");
    }
  }

  // A header that is not signed could have been added by anyone on the way.
  private static Optional<String> headersFlaw(SignatureScope scope, SignedRequest request) {
    var signed = scope.signedHeaders();
    if (!signed.equals(
        signed.stream().map(name -> name.toLowerCase(Locale.ROOT)).sorted().distinct().toList())) {
      return Optional.of("The signed headers are not in canonical order.");
    }
    if (!signed.containsAll(List.of("host", "x-amz-date"))) {
      return Optional.of("Host and X-Amz-Date must be signed.");
    }
    if (!request.headers().keySet().containsAll(signed)) {
      return Optional.of("A signed header is missing.");
    }
    return request.headers().keySet().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .filter(name -> name.startsWith("x-amz-") && !signed.contains(name))
        .findFirst()
        .map(name -> "The header " + name + " must be signed.");
  }

  private static boolean matches(
      SignatureScope scope, String time, String canonicalRequest, String secret) {
    var text =
        String.join(
            "\n",
            "AWS4-HMAC-SHA256",
            time,
            scope.credentialScope(),
            hex(sha256(canonicalRequest.getBytes(StandardCharsets.UTF_8))));
    var key = hmac(("AWS4" + secret).getBytes(StandardCharsets.UTF_8), scope.date());
    for (String part : List.of(scope.region(), scope.service(), "aws4_request")) {
      key = hmac(key, part);
    }
    return MessageDigest.isEqual(hmac(key, text), HexFormat.of().parseHex(scope.signature()));
  }

  private static byte[] hmac(byte[] key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every Java has HmacSHA256.", missing);
    }
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every Java has SHA-256.", missing);
    }
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}

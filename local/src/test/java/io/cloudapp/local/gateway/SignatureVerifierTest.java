package io.cloudapp.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignatureVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-21T23:41:59Z");
  private static final String PATH = "/instances/i-1/boot";

  @ParameterizedTest
  @CsvSource({
    "GET, /instances/i-1/boot, ''",
    "GET, /instances/i-1/boot, 'b=2&a=1&a=0&empty='",
    "GET, /configurations/a%20name%2Fwith%3Asigns, 'q=%C3%A4%20%2B~'",
    "POST, /instances, ''",
    "DELETE, /instances/i-1, ''"
  })
  void acceptsWhatTheSdkSigns(String method, String path, String query) {
    var request = signed(method, path, query, "{\"executionId\":\"1\"}");

    assertThat(verifier().verify(request)).isEqualTo(new SignatureVerifier.Verified("AKID"));
  }

  @Test
  void acceptsAGetOfCurl() {
    var headers =
        curl(
            "20261121T234357Z",
            "host;x-amz-date",
            "20d948b1a48cf89aa086818e36a61e173668f53df46f71e0f9d78daba79b2263");
    var request = new SignedRequest("GET", "/executions", "limit=2&wait=20", headers, new byte[0]);

    assertThat(verifierAt(NOW.plusSeconds(120)).verify(request))
        .isEqualTo(new SignatureVerifier.Verified("AKID"));
  }

  @Test
  void acceptsAPostOfCurl() {
    var headers =
        curl(
            "20261121T234159Z",
            "content-type;host;x-amz-date",
            "33bce3eb5c9138c54d9d91d86c4e6fb9825709a6139f45cb9e8f36774980bebf");
    headers.put("Content-Type", List.of("application/json"));
    var body = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    assertThat(verifier().verify(new SignedRequest("POST", "/instances", "", headers, body)))
        .isEqualTo(new SignatureVerifier.Verified("AKID"));
  }

  @Test
  void refusesARequestWithoutASignature() {
    assertRefused(new SignedRequest("GET", PATH, "", Map.of(), new byte[0]));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer abc", "AWS4-HMAC-SHA256 Credential=AKID", ""})
  void refusesAnotherAuthorization(String authorization) {
    assertRefused(with(signed("GET", PATH, "", ""), "Authorization", authorization));
  }

  @Test
  void refusesARequestThatWasChangedOnTheWay() {
    var signed = signed("POST", PATH, "a=1", "{}");
    var body = "{}".getBytes(StandardCharsets.UTF_8);

    assertRefused(new SignedRequest("PUT", PATH, "a=1", signed.headers(), body));
    assertRefused(new SignedRequest("POST", PATH + "x", "a=1", signed.headers(), body));
    assertRefused(new SignedRequest("POST", PATH, "a=2", signed.headers(), body));
    assertRefused(
        new SignedRequest(
            "POST", PATH, "a=1", signed.headers(), "{ }".getBytes(StandardCharsets.UTF_8)));
    assertRefused(with(signed, "Host", "elsewhere.example"));
  }

  @Test
  void refusesAnUnsignedAmazonHeader() {
    assertRefused(with(signed("GET", PATH, "", ""), "X-Amz-Security-Token", "added"));
  }

  @Test
  void refusesAnUnknownKeyAndAWrongSecret() {
    var request = signed("GET", PATH, "", "");

    assertThat(
            new SignatureVerifier("eu-west-1", "execute-api", key -> Optional.empty(), clock(NOW))
                .verify(request))
        .isInstanceOf(SignatureVerifier.Refused.class);
    assertThat(
            new SignatureVerifier(
                    "eu-west-1", "execute-api", key -> Optional.of("other"), clock(NOW))
                .verify(request))
        .isInstanceOf(SignatureVerifier.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"eu-west-1, states", "us-east-1, execute-api"})
  void refusesASignatureOfAnotherScope(String region, String service) {
    assertRefused(signed("GET", PATH, "", "", region, service));
  }

  @ParameterizedTest
  @ValueSource(longs = {-301, 301, 86_400})
  void refusesASignatureMoreThanFiveMinutesAway(long seconds) {
    assertThat(verifierAt(NOW.plusSeconds(seconds)).verify(signed("GET", PATH, "", "")))
        .isInstanceOf(SignatureVerifier.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-300, 300})
  void acceptsASignatureOfFiveMinutesAway(long seconds) {
    assertThat(verifierAt(NOW.plusSeconds(seconds)).verify(signed("GET", PATH, "", "")))
        .isEqualTo(new SignatureVerifier.Verified("AKID"));
  }

  @Test
  void refusesADateThatWasMovedAfterSigning() {
    assertRefused(with(signed("GET", PATH, "", ""), "X-Amz-Date", "20261121T234100Z"));
    assertRefused(with(signed("GET", PATH, "", ""), "X-Amz-Date", "20261121T99"));
  }

  private static void assertRefused(SignedRequest request) {
    assertThat(verifier().verify(request)).isInstanceOf(SignatureVerifier.Refused.class);
  }

  private static SignatureVerifier verifier() {
    return verifierAt(NOW);
  }

  private static SignatureVerifier verifierAt(Instant now) {
    return new SignatureVerifier(
        "eu-west-1",
        "execute-api",
        key -> key.equals("AKID") ? Optional.of("secret") : Optional.empty(),
        clock(now));
  }

  private static Clock clock(Instant now) {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  private static SignedRequest signed(String method, String path, String query, String body) {
    return signed(method, path, query, body, "eu-west-1", "execute-api");
  }

  private static SignedRequest signed(
      String method, String path, String query, String body, String region, String service) {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var uri = URI.create("http://localhost:8081" + path + (query.isEmpty() ? "" : "?" + query));
    var request = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri).build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(AwsCredentialsIdentity.create("AKID", "secret"))
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(HttpSigner.SIGNING_CLOCK, clock(NOW)))
            .request();
    return new SignedRequest(
        method,
        signed.encodedPath(),
        signed.encodedQueryParameters().orElse(""),
        signed.headers(),
        bytes);
  }

  private static SignedRequest with(SignedRequest request, String header, String value) {
    var headers = new HashMap<String, List<String>>();
    request.headers().forEach((name, values) -> headers.put(name.toLowerCase(), values));
    headers.put(header.toLowerCase(), List.of(value));
    return new SignedRequest(
        request.method(), request.path(), request.query(), headers, request.body());
  }

  /** What curl 7.88 sends for {@code --aws-sigv4 "aws:amz:eu-west-1:execute-api"}. */
  private static Map<String, List<String>> curl(
      String time, String signedHeaders, String signature) {
    var headers = new HashMap<String, List<String>>();
    headers.put("Host", List.of("localhost:18999"));
    headers.put("User-Agent", List.of("curl/7.88.1"));
    headers.put("Accept", List.of("*/*"));
    headers.put("X-Amz-Date", List.of(time));
    headers.put(
        "Authorization",
        List.of(
            "AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/execute-api/aws4_request, SignedHeaders=%s, Signature=%s"
                .formatted(signedHeaders, signature)));
    return headers;
  }
}

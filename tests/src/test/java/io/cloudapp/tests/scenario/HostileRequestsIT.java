package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RawRequest;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is sent: a problem document of a stable type, and nothing half-saved. */
@ExtendWith(SharedCloud.class)
final class HostileRequestsIT {

  private static Api person;
  private static Api ended;
  private static String idToken;
  private static String anotherPoolsToken;

  @BeforeAll
  static void signIn(RunningCloud cloud) throws Exception {
    person = cloud.someone();
    ended = cloud.someone();
    ended.delete("/sessions");
    idToken = idToken(cloud);
    anotherPoolsToken = anotherPoolsToken(person);
  }

  @ParameterizedTest
  @EnumSource(Route.class)
  void letsNobodyThroughWithATokenThatIsNotOurs(Route route, RunningCloud cloud) throws Exception {
    if (route.access() == Access.ANYONE) {
      return;
    }
    var status = route.access() == Access.WORKFLOW ? 403 : 401;
    var type = route.access() == Access.WORKFLOW ? "forbidden" : "unauthenticated";
    var request =
        RawRequest.of(route.method(), route.path().replaceAll("\\{\\w+}", "some")).json("{}");

    for (var token : List.of("", "garbage", "a.b.c", anotherPoolsToken)) {
      assertProblem(
          request.header("Authorization", "Bearer " + token).send(cloud.addresses().api()),
          status,
          type);
    }
    assertProblem(request.send(cloud.addresses().api()), status, type);
    if (route.access() == Access.USER) {
      var id = request.header("Authorization", "Bearer " + idToken);
      assertProblem(id.send(cloud.addresses().api()), status, type);
      assertProblem(request.as(ended).send(cloud.addresses().api()), status, type);
    }
    assertProblem(request.as(person).as(person).send(cloud.addresses().api()), status, type);
    var spoofed =
        request
            .header("x-cloudapp-user", "somebody")
            .header("x-cloudapp-username", "somebody")
            .header("x-cloudapp-role", "ADMIN")
            .header("x-cloudapp-session", "some")
            .header("x-cloudapp-caller", "workflow");
    assertProblem(spoofed.send(cloud.addresses().api()), status, type);
  }

  @ParameterizedTest
  @CsvSource({
    "PATCH, /executions",
    "PUT, /executions",
    "DELETE, /executions/some",
    "OPTIONS, /instances",
    "TRACE, /instances",
    "FOO, /instances",
    "get, /instances",
    "GET, /sessions",
    "POST, /profile"
  })
  void saysWhichMethodsAnAddressAnswers(String method, String path, RunningCloud cloud) {
    var answer = RawRequest.of(method, path).as(cloud.someone()).send(cloud.addresses().api());

    assertProblem(answer, 405, "method-not-allowed");
    assertThat(answer.headers().get("allow")).isNotBlank();
  }

  @Test
  void answersHeadWithoutABody(RunningCloud cloud) {
    var answer = RawRequest.of("HEAD", "/instances").send(cloud.addresses().api());

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.body().isMissingNode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nothing",
        "//",
        "//instances",
        "/instances/",
        "/instances//",
        "/executions/",
        "/instances/a%2Fb",
        "/instances/%2e%2e",
        "/instances/..",
        "/instances/.",
        "/instances/%ff%fe",
        "/executions/%ff",
        "/configurations/%ff",
        "/instances/a;b",
        "/instances/%F0%9F%98%80",
        "/configurations/a%2Fb",
        "/executions/a%2F..%2Fb"
      })
  void knowsNothingAtAnAddressThatIsNoThing(String path, RunningCloud cloud) {
    var answer = RawRequest.of("GET", path).as(cloud.someone()).send(cloud.addresses().api());

    assertProblem(answer, 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({"GET, /instances/", "GET, /executions/", "GET, /configurations/"})
  void knowsNothingOfAVeryLongName(String method, String path, RunningCloud cloud) {
    var answer =
        RawRequest.of(method, path + "x".repeat(5000))
            .as(cloud.someone())
            .send(cloud.addresses().api());

    assertProblem(answer, 404, "not-found");
  }

  @Test
  void refusesAnAddressThatIsFarTooLong(RunningCloud cloud) {
    var answer = RawRequest.of("GET", "/" + "x".repeat(20_000)).send(cloud.addresses().api());

    assertProblem(answer, 414, "malformed-request");
  }

  @Test
  void refusesHeadersThatAreFarTooLong(RunningCloud cloud) {
    var answer =
        RawRequest.of("GET", "/instances")
            .header("Authorization", "Bearer " + "x".repeat(20_000))
            .send(cloud.addresses().api());

    assertProblem(answer, 431, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/instances/%",
        "/instances/%zz",
        "/instances?after=|",
        "/instances?%",
        "/executions?%zz=1",
        "/configurations?after=\"",
        "/instances/{id}",
        "/instances/\\",
        "/instances/a b",
        "/instances/a%00b",
        "/executions/a%00b",
        "/configurations/a%00b"
      })
  void refusesAnAddressThatIsNoUrl(String path, RunningCloud cloud) {
    var answer = RawRequest.of("GET", path).as(cloud.someone()).send(cloud.addresses().api());

    assertProblem(answer, 400, "malformed-request");
  }

  @Test
  void refusesABodyWhoseLengthIsNoNumber(RunningCloud cloud) {
    var answer =
        RawRequest.of("POST", "/executions")
            .header("Content-Length", "abc")
            .as(cloud.someone())
            .send(cloud.addresses().api());

    assertProblem(answer, 400, "malformed-request");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/instances?limit=0",
        "/instances?limit=201",
        "/instances?limit=abc",
        "/instances?limit=",
        "/instances?limit=1&limit=2",
        "/executions?limit=0",
        "/executions?limit=201",
        "/executions?limit=-1",
        "/executions?limit=99999999999",
        "/configurations?limit=0",
        "/configurations?limit=201",
        "/configurations?limit=1e2",
        "/executions/some?wait=-1",
        "/executions/some?wait=abc",
        "/executions/some?wait=",
        "/executions/some?wait=%00",
        "/instances?after=%00",
        "/configurations?after=a%00"
      })
  void refusesAParameterThatCannotBeUsed(String path, RunningCloud cloud) {
    var answer = RawRequest.of("GET", path).as(cloud.someone()).send(cloud.addresses().api());

    assertProblem(answer, 422, "invalid-field");
    assertThat(path).contains(answer.body().path("errors").path(0).path("field").asText() + "=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/instances?after=", "/executions?after="})
  void showsNothingOfOthersAfterAForgedCursor(String path, RunningCloud cloud) {
    var owner = cloud.someone();
    var id = owner.provision("nginx").body().path("id").asText();
    owner.finished(id);
    var stranger = cloud.someone();

    for (var cursor : List.of(id, "zzz", "%ff", "'or'1'='1")) {
      var answer = stranger.get(path + cursor);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body().path("items")).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400|malformed-request|{\"kind\":\"stop\",\"kind\":\"provision\",\"configuration\":\"nginx\"}",
        "400|malformed-request|null",
        "400|malformed-request|{\"kind\":NaN}",
        "422|invalid-field|{\"kind\":1}",
        "422|invalid-field|{\"kind\":null}",
        "422|invalid-field|{\"kind\":\"start\"}",
        "422|invalid-field|{\"kind\":\"provision\",\"configuration\":5}",
        "422|invalid-field|{\"kind\":\"provision\",\"configuration\":null}",
        "422|invalid-field|{\"kind\":\"provision\",\"configuration\":1e999999}",
        "422|unknown-configuration|{\"kind\":\"provision\",\"configuration\":\"a\\u0000b\"}",
        "422|unknown-configuration|{\"kind\":\"provision\",\"configuration\":\"\\ud800\"}",
        "422|invalid-field|{\"kind\":\"stop\",\"instanceId\":\"some\",\"force\":\"true\"}",
        "403|forbidden|{\"kind\":\"stop\",\"instanceId\":\"some\",\"force\":true}",
        "404|not-found|{\"kind\":\"stop\",\"instanceId\":\"a\\u0000b\"}",
        "422|invalid-field|{\"kind\":\"stop\",\"instanceId\":\"some\",\"reason\":\"a\\u0000\"}",
        "422|invalid-field|{\"kind\":\"stop\",\"instanceId\":\"some\",\"reason\":7}"
      })
  void refusesARequestThatMakesNoSense(int status, String type, String body, RunningCloud cloud) {
    var person = cloud.someone();

    var answer = person.send("POST", "/executions", body, Map.of("Idempotency-Key", "hostile"));

    assertProblem(answer, status, type);
    assertThat(person.get("/executions").body().path("items")).isEmpty();
    // The key is not used up: what was refused has left nothing.
    assertThat(person.provision("nginx", "hostile").status()).isEqualTo(202);
  }

  @ParameterizedTest
  @CsvSource({"900, 422, invalid-field", "5000, 400, malformed-request"})
  void refusesDeeplyNestedJson(int depth, int status, String type, RunningCloud cloud) {
    var body = "{\"kind\":" + "[".repeat(depth) + "]".repeat(depth) + "}";

    var answer =
        cloud.someone().send("POST", "/executions", body, Map.of("Idempotency-Key", "deep"));

    assertProblem(answer, status, type);
  }

  @Test
  void takesNoReasonOfMoreThan200Characters(RunningCloud cloud) {
    var request = Api.object().put("kind", "stop").put("instanceId", "some");

    assertProblem(
        cloud.someone().submit(request.put("reason", "r".repeat(201)), "reason"),
        422,
        "invalid-field");
    assertProblem(
        cloud.someone().submit(request.put("reason", "r".repeat(200)), "reason"), 404, "not-found");
  }

  @ParameterizedTest
  @CsvSource({"65536, 422, invalid-field", "65537, 413, body-too-large"})
  void takesBodiesUpTo64KiB(int bytes, int status, String type, RunningCloud cloud)
      throws Exception {
    var body = "{\"kind\":\"?\"}";
    var padded = body + " ".repeat(bytes - body.length());

    assertProblem(
        cloud.someone().send("POST", "/executions", padded, Map.of("Idempotency-Key", "size")),
        status,
        type);
    assertProblem(cloud.admin().send("POST", "/configurations", padded, Map.of()), status, type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "é", "a\tb"})
  void refusesAKeyThatIsNotPlain(String key, RunningCloud cloud) {
    assertKeyRefused(key, cloud);
  }

  @Test
  void takesKeysOfUpTo64Characters(RunningCloud cloud) {
    assertKeyRefused("k".repeat(65), cloud);
    assertThat(cloud.someone().provision("nginx", "k".repeat(64)).status()).isEqualTo(202);
  }

  private static void assertKeyRefused(String key, RunningCloud cloud) {
    var person = cloud.someone();
    var answer =
        RawRequest.of("POST", "/executions")
            .as(person)
            .header("Idempotency-Key", key)
            .json("{\"kind\":\"provision\",\"configuration\":\"nginx\"}")
            .send(cloud.addresses().api());

    assertProblem(answer, 422, "invalid-field");
    assertThat(answer.body().path("errors").path(0).path("field").asText())
        .isEqualTo("Idempotency-Key");
    assertThat(person.get("/executions").body().path("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded"})
  void refusesABodyThatDoesNotClaimToBeJson(String contentType, RunningCloud cloud) {
    var person = cloud.someone();
    var headers = Map.of("Content-Type", contentType, "Idempotency-Key", "type");

    assertProblem(
        person.send(
            "POST", "/executions", "{\"kind\":\"provision\",\"configuration\":\"nginx\"}", headers),
        415,
        "malformed-request");
    assertProblem(
        cloud.admin().send("POST", "/configurations", "{}", headers), 415, "malformed-request");
    assertThat(person.get("/executions").body().path("items")).isEmpty();
  }

  @Test
  void takesJsonWithACharacterSet(RunningCloud cloud) {
    var answer =
        cloud
            .someone()
            .send(
                "POST",
                "/executions",
                "{\"kind\":\"?\"}",
                Map.of("Content-Type", "Application/JSON; charset=utf-8", "Idempotency-Key", "k"));

    assertProblem(answer, 422, "invalid-field");
  }

  @Test
  void stopsNothingTwice(RunningCloud cloud) {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    var stop = person.stop(id);

    assertThat(stop.status()).isEqualTo(202);
    var again = person.stop(id);
    assertThat(again.problem()).isIn("already-stopping", "instance-ended");
    assertThat(again.status()).isEqualTo(409);
    person.finished(stop.body().path("id").asText());
    assertProblem(person.stop(id), 409, "instance-ended");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"refreshToken\":\"a\\u0000\"}",
        "{\"refreshToken\":\"x\"}",
        "{\"refreshToken\":\"é\"}"
      })
  void prolongsNothingWithAForgedRefreshToken(String body, RunningCloud cloud) {
    assertProblem(cloud.anonymous().post("/sessions/refresh", body), 401, "authentication-error");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"username\":\"ada\",\"password\":\"b\\u0000\"}",
        "{\"username\":\"\\ud800\",\"password\":\"x\"}",
        "{\"username\":\"ada\",\"password\":\"x\",\"more\":1e99999}",
        "{\"username\":\"nobody\",\"password\":\"x\"}"
      })
  void saysTheSameToEveryoneItDoesNotKnow(String body, RunningCloud cloud) {
    var answer = cloud.anonymous().post("/sessions", body);

    assertProblem(answer, 401, "authentication-error");
    assertThat(answer.body().path("detail").asText())
        .isEqualTo("The user name, the password or the code is not right. Try again.");
  }

  @Test
  void savesNothingOfAConfigurationThatCannotBeUsed(RunningCloud cloud) throws Exception {
    var sample = Path.of("..", "samples", "configurations", "amazon-linux.json");
    var good = Json.mapper().readValue(sample.toFile(), ObjectNode.class).put("name", "hostile");
    var bad = new ArrayList<ObjectNode>();
    bad.add(good.deepCopy().put("description", "a\0b"));
    bad.add(good.deepCopy().put("setupScript", "#!/bin/sh\0"));
    bad.add(good.deepCopy().put("instanceType", 5));
    bad.add(good.deepCopy().put("maximumLifetimeHours", Double.MAX_VALUE));
    bad.add(good.deepCopy().put("enabled", "yes"));

    for (var configuration : bad) {
      assertProblem(cloud.admin().post("/configurations", configuration), 422, "invalid-field");
    }
    assertProblem(cloud.admin().get("/configurations/hostile"), 404, "not-found");
  }

  private static void assertProblem(Api.Answer answer, int status, String type) {
    assertThat(answer.problem()).isEqualTo(type);
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.headers().get("content-type")).isEqualTo(Problem.MEDIA_TYPE);
    assertThat(answer.body().path("detail").asText()).isNotBlank();
    assertThat(answer.body().path("reference").asText()).isNotBlank();
  }

  /** As our pool writes them, signed by someone else. */
  private static String anotherPoolsToken(Api person) throws Exception {
    var ours = SignedJWT.parse(person.token());
    var claims =
        new JWTClaimsSet.Builder(ours.getJWTClaimsSet())
            .expirationTime(Date.from(Instant.now().plusSeconds(600)))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var key = new RSAKeyGenerator(2048).generate();
    var token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(ours.getHeader().getKeyID()).build(),
            claims);
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  private static String idToken(RunningCloud cloud) {
    var person = cloud.newPerson();
    return cloud
        .anonymous()
        .post(
            "/sessions",
            Api.object().put("username", person.username()).put("password", person.password()))
        .body()
        .path("idToken")
        .asText();
  }
}

package io.cloudapp.tests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.Person;
import io.cloudapp.tests.cloud.RawRequest;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import io.cloudapp.tests.directory.AuthenticatorApp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What admins do with users, from the API to the user pool and back. */
@ExtendWith(SharedCloud.class)
final class UsersIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void invitesSomebodyWhoSignsInWithTheMailedPassword(RunningCloud cloud) {
    var person = cloud.nobodyYet();
    var created =
        cloud
            .admin()
            .post(
                "/users",
                Api.object()
                    .put("username", person.username())
                    .put("email", person.username() + "@example.com")
                    .put("quota", 1));

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.body().path("temporaryPassword").isNull()).isTrue();
    var id = created.body().path("user").path("id").asText();
    assertThat(created.headers().get("location")).isEqualTo("/users/" + id);
    assertThat(user(cloud, id).path("state").asText()).isEqualTo("INVITED");

    var temporary = mailedPassword(cloud, person.username() + "@example.com");
    var signIn = credentials(person.username(), temporary);
    assertThat(cloud.anonymous().post("/sessions", signIn).body().path("challenge").asText())
        .isEqualTo("NEW_PASSWORD_REQUIRED");
    var signedIn =
        cloud.anonymous().post("/sessions", signIn.put("newPassword", person.password()));
    assertThat(signedIn.body().path("authenticated").asBoolean()).isTrue();

    assertThat(user(cloud, id).path("state").asText()).isEqualTo("ENABLED");
    assertThat(user(cloud, id).path("lastSignInAt").isTextual()).isTrue();
    assertThat(cloud.everyMail())
        .anyMatch(mail -> mail.startsWith("New user " + person.username()));
    var api = cloud.signedIn(person.username(), person.password());
    assertThat(api.get("/profile").body().path("quota").asInt()).isEqualTo(1);
  }

  @Test
  void shutsSomebodyOutAtOnceAndLetsThemInAgain(RunningCloud cloud) {
    var person = cloud.newPerson();
    var session = cloud.anonymous().post("/sessions", credentials(person)).body();
    var api = cloud.anonymous().withToken(session.path("accessToken").asText());
    var id = idOf(cloud, person);

    assertThat(change(cloud, id, "\"enabled\": false").status()).isEqualTo(200);

    assertThat(api.get("/executions").status()).as("a function").isEqualTo(401);
    assertThat(api.get("/instances").status()).as("a service").isEqualTo(401);
    assertThat(api.provision("nginx").status()).isEqualTo(401);
    assertThat(cloud.anonymous().post("/sessions", credentials(person)).problem())
        .isEqualTo("authentication-error");
    var refresh = Api.object().put("refreshToken", session.path("refreshToken").asText());
    assertThat(cloud.anonymous().post("/sessions/refresh", refresh).status()).isEqualTo(401);

    change(cloud, id, "\"enabled\": true");

    assertThat(api.get("/executions").status()).as("a token from before").isEqualTo(401);
    // Nothing is taken of the second in which everything was ended.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                cloud.signedIn(person.username(), person.password()).get("/executions").status()
                    == 200);
  }

  @Test
  void endsAnAdminSessionWithTheRole(RunningCloud cloud) {
    var person = cloud.newPerson();
    var id = idOf(cloud, person);
    var app = new SecondFactor(cloud, person);
    assertThat(change(cloud, id, "\"admin\": true").status()).isEqualTo(200);
    var admin = app.signInAsAdmin();
    assertThat(admin.get("/users?limit=1").status()).isEqualTo(200);

    change(cloud, id, "\"admin\": false");

    assertThat(admin.get("/users?limit=1").status()).isEqualTo(401);
    assertThat(cloud.anonymous().post("/sessions", app.adminCredentials()).problem())
        .isEqualTo("forbidden");
    assertThat(change(cloud, id, "\"admin\": false").status()).isEqualTo(200);
  }

  @Test
  void takesALostSecondFactorAway(RunningCloud cloud) {
    var person = cloud.newPerson();
    var id = idOf(cloud, person);
    new SecondFactor(cloud, person);
    assertThat(details(cloud, id).path("secondFactor").asBoolean()).isTrue();

    var reset = cloud.admin().delete("/users/" + id + "/second-factor");

    assertThat(reset.status()).isEqualTo(200);
    assertThat(reset.body().path("secondFactor").asBoolean()).isFalse();
    assertThat(
            cloud
                .anonymous()
                .post("/sessions", credentials(person))
                .body()
                .path("authenticated")
                .asBoolean())
        .isTrue();
  }

  @Test
  void stopsEveryInstanceOfWhoeverIsDeleted(RunningCloud cloud) {
    var person = cloud.newPerson();
    var api = cloud.signedIn(person.username(), person.password());
    var id = idOf(cloud, person);
    var ready = api.provision("nginx").body().path("id").asText();
    api.finished(ready);
    var pending = api.provision("jupyter").body().path("id").asText();

    var deletion = cloud.admin().delete("/users/" + id);

    assertThat(deletion.status()).isEqualTo(200);
    assertThat(deletion.body().path("user").path("state").asText()).isEqualTo("DELETING");
    assertThat(deletion.body().path("instances"))
        .allMatch(instance -> !instance.path("stop").path("executionId").asText().isEmpty());
    assertThat(api.get("/instances").status()).isEqualTo(401);

    await().atMost(PATIENCE).until(() -> user(cloud, id).path("state").asText().equals("DELETED"));
    for (var instance : List.of(ready, pending)) {
      await().atMost(PATIENCE).until(() -> cloud.cloud().livingInstances(instance).isEmpty());
    }
    assertThat(cloud.anonymous().post("/sessions", credentials(person)).problem())
        .isEqualTo("authentication-error");
    assertThat(cloud.admin().get("/executions/" + ready).body().path("requestedBy").asText())
        .isEqualTo(person.username());
    assertThat(cloud.admin().get("/users?search=" + person.username()).body().path("items"))
        .isEmpty();
  }

  @Test
  void importsAFileAfterADryRunThatChangesNothing(RunningCloud cloud) {
    var first = cloud.nobodyYet().username();
    var second = cloud.nobodyYet().username();
    var known = cloud.newPerson().username();
    cloud.signedIn(known, "A-long-password-" + known);
    var csv =
        "username,email,quota\r\n%s,a@example.com,2\r\n%s,b@example.com,\r\n%s,c@example.com,\r\n"
            .formatted(first, second, known);

    var dry = importCsv(cloud, csv, "?dryRun=true");

    assertThat(outcomes(dry)).containsExactly("CREATABLE", "CREATABLE", "EXISTS");
    assertThat(cloud.admin().get("/users?search=" + first).body().path("items")).isEmpty();

    assertThat(outcomes(importCsv(cloud, csv, ""))).containsExactly("CREATED", "CREATED", "EXISTS");
    assertThat(outcomes(importCsv(cloud, csv, ""))).containsExactly("EXISTS", "EXISTS", "EXISTS");
    assertThat(
            cloud
                .admin()
                .get("/users?search=" + first)
                .body()
                .path("items")
                .path(0)
                .path("quota")
                .asInt())
        .isEqualTo(2);
  }

  @Test
  void importsNobodyWhenALineIsWrong(RunningCloud cloud) {
    var name = cloud.nobodyYet().username();

    var answer = importCsv(cloud, "username,email\n" + name + ",a@example.com\n=1+1,b@x.org\n", "");

    assertThat(outcomes(answer)).containsExactly("CREATABLE", "INVALID");
    assertThat(answer.body().path("accepted").asBoolean()).isFalse();
    assertThat(cloud.admin().get("/users?search=" + name).body().path("items")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST|/users/import|application/json|{}|415|malformed-request",
        "POST|/users/import||username,email|415|malformed-request",
        "POST|/users/import?dryRun=maybe|text/csv|username,email|422|invalid-field",
        "POST|/users/import|text/csv|nothing of use|422|invalid-field",
        "POST|/users|application/json|[]|400|malformed-request",
        "POST|/users|application/json|{\"username\":1}|422|invalid-field",
        "GET|/users?limit=0||''|422|invalid-field",
        "GET|/users?limit=201||''|422|invalid-field",
        "GET|/users?state=root||''|422|invalid-field",
        "GET|/users?search=%00||''|422|invalid-field",
        "GET|/users/nobody||''|404|not-found",
        "PUT|/users/nobody|application/json|{\"version\":0}|404|not-found",
        "PUT|/users/nobody|application/json|{\"version\":\"x\"}|422|invalid-field",
        "DELETE|/users/nobody||''|404|not-found",
        "DELETE|/users/nobody/second-factor||''|404|not-found",
        "POST|/users/nobody|application/json|{}|405|method-not-allowed"
      })
  void refusesWhatMakesNoSense(
      String method,
      String path,
      String type,
      String body,
      int status,
      String problem,
      RunningCloud cloud) {
    var request = RawRequest.of(method, path).as(cloud.admin());
    var typed = type == null ? request : request.header("Content-Type", type);

    var answer = typed.body(body.getBytes(StandardCharsets.UTF_8)).send(cloud.addresses().api());

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.problem()).isEqualTo(problem);
  }

  @Test
  void refusesABodyBeyondTheLimit(RunningCloud cloud) {
    var csv = "username,email\n" + "a,a@example.com\n".repeat(5000);

    assertThat(importCsv(cloud, csv, "?dryRun=true").problem()).isEqualTo("body-too-large");
  }

  @Test
  void refusesAStaleChangeAndTheWrongPerson(RunningCloud cloud) {
    var person = cloud.newPerson();
    var id = idOf(cloud, person);
    change(cloud, id, "\"quota\": 4");

    var stale = cloud.admin().put("/users/" + id, Api.object().put("version", 0).put("quota", 9));

    assertThat(stale.problem()).isEqualTo("conflict");
    assertThat(user(cloud, id).path("quota").asInt()).isEqualTo(4);
    var asUser = cloud.signedIn(person.username(), person.password());
    assertThat(asUser.get("/users").status()).isEqualTo(403);
    assertThat(asUser.delete("/users/" + id).status()).isEqualTo(403);
    var katherine =
        cloud.addresses().people().stream().filter(p -> p.admin()).findFirst().orElseThrow();
    var own = idOf(cloud, new Person(katherine.username(), ""));
    assertThat(change(cloud, own, "\"enabled\": false").problem())
        .isIn("own-account", "last-admin");
    assertThat(cloud.admin().delete("/users/" + own).problem()).isIn("own-account", "last-admin");
  }

  private static Api.Answer importCsv(RunningCloud cloud, String csv, String query) {
    return RawRequest.of("POST", "/users/import" + query)
        .as(cloud.admin())
        .header("Content-Type", "text/csv; charset=utf-8")
        .body(csv.getBytes(StandardCharsets.UTF_8))
        .send(cloud.addresses().api());
  }

  private static List<String> outcomes(Api.Answer answer) {
    return answer.body().path("lines").findValuesAsText("outcome");
  }

  private static Api.Answer change(RunningCloud cloud, String id, String changes) {
    var version = user(cloud, id).path("version").asInt();
    return RawRequest.of("PUT", "/users/" + id)
        .as(cloud.admin())
        .json("{\"version\": %d, %s}".formatted(version, changes))
        .send(cloud.addresses().api());
  }

  private static String idOf(RunningCloud cloud, Person person) {
    if (!person.password().isEmpty()) {
      // Somebody whom the pool has is met here at the first sign-in.
      cloud.signedIn(person.username(), person.password());
    }
    var found = cloud.admin().get("/users?search=" + person.username()).body().path("items");
    for (var user : found) {
      if (user.path("username").asText().equals(person.username())) {
        return user.path("id").asText();
      }
    }
    throw new AssertionError(person.username() + " is not listed");
  }

  private static JsonNode details(RunningCloud cloud, String id) {
    return cloud.admin().get("/users/" + id).body();
  }

  private static JsonNode user(RunningCloud cloud, String id) {
    return details(cloud, id).path("user");
  }

  private static String mailedPassword(RunningCloud cloud, String email) {
    return cloud.cloud().aws().mailbox().to(email).stream()
        .map(mail -> mail.body().replaceFirst("(?s).*temporary password is (.*)\\.$", "$1"))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectNode credentials(Person person) {
    return credentials(person.username(), person.password());
  }

  private static ObjectNode credentials(String username, String password) {
    return Api.object().put("username", username).put("password", password).put("client", "web");
  }

  /** Somebody's authenticator app, set up with their first session. */
  private static final class SecondFactor {

    private static final int CODE_SECONDS = 30;

    private final RunningCloud cloud;
    private final Person person;
    private final String secret;
    private long step = Instant.now().getEpochSecond() / CODE_SECONDS - 1;

    SecondFactor(RunningCloud cloud, Person person) {
      this.cloud = cloud;
      this.person = person;
      var api = cloud.signedIn(person.username(), person.password());
      this.secret = api.post("/second-factor", Api.object()).body().path("secret").asText();
      var confirmed = api.put("/second-factor", Api.object().put("code", nextCode()));
      assertThat(confirmed.status()).isEqualTo(204);
    }

    ObjectNode adminCredentials() {
      return credentials(person).put("client", "admin").put("totp", nextCode());
    }

    Api signInAsAdmin() {
      var answer = cloud.anonymous().post("/sessions", adminCredentials());
      assertThat(answer.body().path("authenticated").asBoolean()).as(answer.problem()).isTrue();
      return cloud.anonymous().withToken(answer.body().path("accessToken").asText());
    }

    /** The pool takes the codes of the step before and after too, each once. */
    private String nextCode() {
      return AuthenticatorApp.code(secret, Instant.ofEpochSecond(step++ * CODE_SECONDS));
    }
  }
}

package io.cloudapp.tests.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.cloudapp.core.api.Service;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.permission.Permission;
import io.cloudapp.core.permission.Permissions;
import io.cloudapp.local.ec2.Ec2Fault;
import io.cloudapp.local.iam.RoleName;
import io.cloudapp.local.iam.Use;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.DeadLetterOffice;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;

/**
 * Every permission is needed; that none is missing is what every other test shows, because
 * LocalCloud refuses what a role may not do.
 */
@ExtendWith(SharedCloud.class)
final class PermissionsIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void givesNoPermissionThatNobodyUses(RunningCloud cloud) throws SQLException {
    signInAndOut(cloud);
    manageUsers(cloud);
    manageConfigurations(cloud);
    var owner = cloud.someone();
    var id = provisioned(owner);
    var other = provisioned(owner);
    lookAtEverything(cloud, id);
    lookAfter(cloud, owner, id);
    stop(cloud, owner, id);
    expire(cloud, other);
    undo(cloud);

    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
              assertThat(unused(cloud)).allMatch(PermissionsIT::isRare, "is shown by a unit test");
            });
  }

  private static boolean isRare(Use use) {
    return RareCall.all().stream().anyMatch(rare -> rare.is(use));
  }

  @ParameterizedTest
  @MethodSource("io.cloudapp.tests.permission.RareCall#all")
  void namesAUnitTestForWhatIsTooRareForAScenario(RareCall rare) throws Exception {
    var file = Path.of("..").resolve(rare.file());
    assertThat(Files.readString(file)).contains("void " + rare.test() + "(");
    assertThat(all()).as("permissions that it is about").anyMatch(rare::is);
  }

  @Test
  void refusesToLaunchForARoleWhatIsNotMarkedAsOurs(RunningCloud cloud) {
    try (var ec2 = cloud.client(Ec2Client.builder(), RoleName.of(Service.PROVISION_INSTANCE))) {
      assertThatThrownBy(
              () ->
                  ec2.runInstances(
                      request ->
                          request
                              .minCount(1)
                              .maxCount(1)
                              .imageId("ami-00000000000000000")
                              .instanceType("t3.micro")))
          .isInstanceOfSatisfying(
              Ec2Exception.class,
              refused ->
                  assertThat(refused.awsErrorDetails().errorCode())
                      .isEqualTo("UnauthorizedOperation"));
    }
  }

  private static void signInAndOut(RunningCloud cloud) {
    var person = cloud.newPerson();
    var session =
        cloud
            .anonymous()
            .post(
                "/sessions",
                Api.object()
                    .put("username", person.username())
                    .put("password", person.password())
                    .put("client", "web"))
            .body();
    cloud.anonymous().withToken(session.path("accessToken").asText()).get("/profile");
    cloud
        .anonymous()
        .post(
            "/sessions/refresh",
            Api.object().put("refreshToken", session.path("refreshToken").asText()));
  }

  private static void manageUsers(RunningCloud cloud) {
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
    var id = created.body().path("user").path("id").asText();
    change(cloud, id, "admin", true);
    change(cloud, id, "admin", false);
    change(cloud, id, "enabled", false);
    change(cloud, id, "enabled", true);
    assertThat(cloud.admin().delete("/users/" + id + "/second-factor").status()).isEqualTo(200);
    assertThat(cloud.admin().delete("/users/" + id).status()).isEqualTo(200);
    deleteSomebodyWithAnInstance(cloud);
  }

  private static void change(RunningCloud cloud, String id, String field, boolean value) {
    var user = cloud.admin().get("/users/" + id).body().path("user");
    var version = user.path("version").asLong();
    var body = Api.object().put("version", version).put(field, value);
    assertThat(cloud.admin().put("/users/" + id, body).status()).isEqualTo(200);
  }

  private static void deleteSomebodyWithAnInstance(RunningCloud cloud) {
    var person = cloud.newPerson();
    provisioned(cloud.signedIn(person.username(), person.password()));
    for (var user : cloud.admin().get("/users?search=" + person.username()).body().path("items")) {
      cloud.admin().delete("/users/" + user.path("id").asText());
    }
  }

  private static void manageConfigurations(RunningCloud cloud) {
    var configuration = RunningCloud.configuration("needs-permissions");
    assertThat(cloud.admin().post("/configurations", configuration).status()).isEqualTo(201);
  }

  private static String provisioned(Api owner) {
    var id = owner.provision("nginx").body().path("id").asText();
    assertThat(owner.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    return id;
  }

  private static void lookAtEverything(RunningCloud cloud, String id) {
    var admin = cloud.admin();
    assertThat(admin.get("/executions/" + id + "/history").status()).isEqualTo(200);
    new DeadLetterOffice(cloud).lose(id);
    await()
        .atMost(PATIENCE)
        .until(
            () -> admin.get("/health-report").body().at("/deadLetters/value/waiting").asInt() > 0);
    admin.post("/dead-letters/redrive", "");
    var today = Instant.now().toString().substring(0, 10);
    admin.get("/stats/executions?from=%s&to=%s".formatted(today, today));
  }

  private static void lookAfter(RunningCloud cloud, Api owner, String id) {
    var instance = owner.get("/instances/" + id).body();
    var until = Instant.parse(instance.path("expiresAt").asText()).plus(Duration.ofHours(4));
    var body = Api.object().put("expiresAt", until.toString());
    assertThat(owner.post("/instances/" + id + "/lifetime", body).status()).isEqualTo(200);
    assertThat(owner.post("/instances/" + id + "/login", "").status()).isEqualTo(200);
    var ec2Id = cloud.cloud().livingInstances(id).getFirst().id();
    try (var ec2 = cloud.client(Ec2Client.builder())) {
      // Reconcile repairs it.
      ec2.createTags(
          request ->
              request.resources(ec2Id).tags(tag -> tag.key("cloudapp:expires-at").value("never")));
    }
    cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
  }

  private static void stop(RunningCloud cloud, Api owner, String id) {
    var admin = cloud.admin();
    var forced = admin.forceStop(id, "To see what it takes").body().path("id").asText();
    assertThat(admin.finished(forced).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(admin.get("/executions/" + forced + "/history").status()).isEqualTo(200);
    var another = provisioned(owner);
    var stopped = owner.stop(another).body().path("id").asText();
    assertThat(owner.finished(stopped).path("state").asText()).isEqualTo("SUCCEEDED");
  }

  /** A launch that its workflow takes back. */
  private static void undo(RunningCloud cloud) {
    cloud.faults().inject(new Ec2Fault.BootFails(), 1);
    var owner = cloud.someone();
    var id = owner.provision("nginx").body().path("id").asText();
    assertThat(owner.finished(id).path("state").asText()).isEqualTo("FAILED");
  }

  /** So that reconcile ends it. */
  private static void expire(RunningCloud cloud, String id) throws SQLException {
    try (var connection = cloud.cloud().dataSource().getConnection();
        var statement =
            connection.prepareStatement(
                "update instances set expires_at = now() - interval '1 hour' where id = ?")) {
      statement.setString(1, id);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  private static Set<Use> unused(RunningCloud cloud) {
    var unused = new HashSet<>(all());
    unused.removeAll(cloud.cloud().aws().access().uses());
    return unused;
  }

  /** Every use that the permissions allow. */
  private static Set<Use> all() {
    var all = new HashSet<Use>();
    for (var function : CloudFunction.values()) {
      add(all, RoleName.of(function), Permissions.of(function));
    }
    for (var service : Service.values()) {
      add(all, RoleName.of(service), Permissions.of(service));
    }
    for (var machine : StateMachine.values()) {
      add(all, RoleName.of(machine), Permissions.of(machine));
    }
    return all;
  }

  private static void add(Set<Use> all, String role, List<Permission> permissions) {
    for (var permission : permissions) {
      for (var action : permission.actions()) {
        permission.resources().forEach(resource -> all.add(new Use(role, action, resource)));
      }
    }
  }
}

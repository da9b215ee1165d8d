package io.cloudapp.tests.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.Api;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** From a draft over its test to what people get. */
@ExtendWith(SharedCloud.class)
final class ConfigurationsIT {

  @Test
  void launchesADraftForItsAdminBeforeAnybodyElseGetsIt(RunningCloud cloud) {
    var admin = cloud.admin();
    var user = cloud.someone();
    var draft = RunningCloud.configuration("drafted");
    draft.putObject("tags").put("team", "lab");
    assertThat(admin.post("/configurations", draft).status()).isEqualTo(201);

    assertThat(user.get("/configurations/drafted").status()).isEqualTo(404);
    assertThat(user.provision("drafted").problem()).isEqualTo("unknown-configuration");

    var id = tested(admin, "drafted", 1);

    assertThat(admin.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
    var instance = admin.get("/instances/" + id).body();
    assertThat(instance.path("test").asBoolean()).isTrue();
    assertThat(lifetime(instance)).isEqualTo(Duration.ofMinutes(15));
    assertThat(tags(cloud, id)).contains(Tag.builder().key("team").value("lab").build());
    assertThat(usageEvent(cloud, id).path("test").asBoolean()).isTrue();
    assertThat(user.get("/instances/" + id).status()).isEqualTo(404);
    assertThat(admin.delete("/configurations/drafted").problem()).isEqualTo("conflict");
    admin.finished(admin.stop(id).body().path("id").asText());

    assertThat(admin.post("/configurations/drafted/publish", "{\"version\": 1}").status())
        .isEqualTo(200);
    var given = user.provision("drafted").body().path("id").asText();
    assertThat(user.finished(given).path("state").asText()).isEqualTo("SUCCEEDED");
    assertThat(usageEvent(cloud, given).path("test").asBoolean()).isFalse();
    user.finished(user.stop(given).body().path("id").asText());
    assertThat(admin.delete("/configurations/drafted").status()).isEqualTo(204);
  }

  @Test
  void letsTheMembersOfAGroupUseItAndNobodyElse(RunningCloud cloud) {
    var member = cloud.newPerson();
    try (var cognito = cloud.client(CognitoIdentityProviderClient.builder())) {
      var pool = cognito.listUserPools(request -> request.maxResults(1)).userPools().getFirst();
      cognito.createGroup(request -> request.userPoolId(pool.id()).groupName("data-lab"));
      cognito.adminAddUserToGroup(
          request ->
              request.userPoolId(pool.id()).username(member.username()).groupName("data-lab"));
    }
    var ofTheLab = RunningCloud.configuration("of-the-lab").put("publish", true);
    ofTheLab.putObject("access").put("everyone", false).putArray("groups").add("data-lab");
    assertThat(cloud.admin().post("/configurations", ofTheLab).status()).isEqualTo(201);

    var inTheGroup = cloud.signedIn(member.username(), member.password());
    var stranger = cloud.someone();

    assertThat(inTheGroup.get("/configurations/of-the-lab").status()).isEqualTo(200);
    assertThat(inTheGroup.provision("of-the-lab").status()).isEqualTo(202);
    assertThat(stranger.get("/configurations/of-the-lab").status()).isEqualTo(404);
    assertThat(names(stranger)).doesNotContain("of-the-lab");
    assertThat(stranger.provision("of-the-lab").problem()).isEqualTo("unknown-configuration");
  }

  @Test
  void givesNobodyMoreOfAConfigurationThanItAllows(RunningCloud cloud) {
    var scarce = RunningCloud.configuration("scarce").put("quotaPerUser", 1).put("publish", true);
    cloud.admin().post("/configurations", scarce);
    var user = cloud.someone();
    assertThat(remaining(user)).isEqualTo(1);

    assertThat(user.provision("scarce").status()).isEqualTo(202);

    assertThat(remaining(user)).isZero();
    var second = user.provision("scarce");
    assertThat(second.problem()).isEqualTo("quota-reached");
    assertThat(second.body().path("detail").asText()).contains("1 of scarce");
  }

  @Test
  void previewsExactlyWhatTheInstanceGets(RunningCloud cloud) {
    var admin = cloud.admin();
    var wanted = RunningCloud.configuration("previewed").put("publish", true);
    var preview = admin.post("/configurations/preview", wanted).body();
    assertThat(admin.post("/configurations", wanted).status()).isEqualTo(201);
    var user = cloud.someone();

    var id = user.provision("previewed").body().path("id").asText();
    user.finished(id);

    assertThat(withoutTimer(userData(cloud, ec2Id(user, id))))
        .isEqualTo(withoutTimer(preview.path("userData").asText()));
    assertThat(preview.path("price").path("perHour").decimalValue())
        .isEqualByComparingTo("0.012364");
  }

  @Test
  void refusesAnImageThatAwsDoesNotHave(RunningCloud cloud) {
    var answer =
        cloud
            .admin()
            .post(
                "/configurations",
                RunningCloud.configuration("imageless").put("ami", "/aws/service/not/an/image"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.body().path("errors").findValuesAsText("field")).containsExactly("ami");
  }

  private static String tested(Api admin, String name, int version) {
    var request =
        Api.object()
            .put("kind", "provision")
            .put("configuration", name)
            .put("test", true)
            .put("version", version);
    var answer = admin.submit(request, UUID.randomUUID().toString());
    assertThat(answer.status()).isEqualTo(202);
    return answer.body().path("id").asText();
  }

  private static Duration lifetime(JsonNode instance) {
    return Duration.between(
        Instant.parse(instance.path("requestedAt").asText()),
        Instant.parse(instance.path("expiresAt").asText()));
  }

  private static int remaining(Api user) {
    return user.get("/configurations/scarce").body().path("remaining").asInt();
  }

  private static List<String> names(Api person) {
    return person.get("/configurations?limit=200").body().path("items").findValuesAsText("name");
  }

  private static String ec2Id(Api person, String id) {
    return person.get("/instances/" + id).body().path("ec2InstanceId").asText();
  }

  private static String userData(RunningCloud cloud, String ec2Id) {
    try (var ec2 = cloud.client(Ec2Client.builder())) {
      var encoded =
          ec2.describeInstanceAttribute(
                  request -> request.instanceId(ec2Id).attribute(InstanceAttributeName.USER_DATA))
              .userData()
              .value();
      return new String(Base64.getDecoder().decode(encoded), UTF_8);
    }
  }

  /** Only the end of the lifetime differs from one instance to the next. */
  private static String withoutTimer(String userData) {
    return userData.replaceAll("(cloudapp-expiry\\.timer\"[^}]*\"content\":\")[^\"]*", "$1");
  }

  private static List<Tag> tags(RunningCloud cloud, String id) {
    try (var ec2 = cloud.client(Ec2Client.builder())) {
      return ec2.describeInstances(
              request ->
                  request.filters(
                      Filter.builder().name("tag:cloudapp:execution-id").values(id).build()))
          .reservations()
          .getFirst()
          .instances()
          .getFirst()
          .tags();
    }
  }

  private static JsonNode usageEvent(RunningCloud cloud, String id) {
    try (var s3 = cloud.client(S3Client.builder().forcePathStyle(true))) {
      var key =
          await()
              .until(
                  () ->
                      s3
                          .listObjectsV2Paginator(request -> request.bucket("cloudapp-usage"))
                          .contents()
                          .stream()
                          .map(S3Object::key)
                          .filter(it -> it.endsWith(id + "-instance-provisioned.json"))
                          .toList(),
                  found -> !found.isEmpty())
              .getFirst();
      var text =
          s3.getObjectAsBytes(request -> request.bucket("cloudapp-usage").key(key)).asUtf8String();
      return Json.mapper().readTree(text);
    } catch (IOException notJson) {
      throw new AssertionError(notJson);
    }
  }
}

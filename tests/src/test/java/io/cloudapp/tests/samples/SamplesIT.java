package io.cloudapp.tests.samples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.api.Target;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.core.json.Json;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;

/** Replays the samples as a newcomer runs them. */
@ExtendWith(SharedCloud.class)
final class SamplesIT {

  private static final Path SAMPLES = Path.of("..", "samples").toAbsolutePath().normalize();
  private static final Path EVENTS = SAMPLES.resolve("events");
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private static Map<String, String> ids = Map.of();

  @Test
  void walksFromTheSignInToTheStopWithCurl(RunningCloud cloud, @TempDir Path folder)
      throws Exception {
    cloud.cloud().addPerson("newcomer", "A-long-password-of-a-newcomer-1");

    var output =
        run(
            folder.resolve("output"),
            "bash",
            SAMPLES.resolve("provision.sh").toString(),
            cloud.addresses().api().toString(),
            "newcomer",
            "A-long-password-of-a-newcomer-1",
            "nginx");

    assertThat(output)
        .containsSubsequence(
            "Signing in as newcomer",
            "Provisioning an instance of nginx",
            "SUCCEEDED",
            "\"sshCommand\":\"ssh ",
            "-----BEGIN OPENSSH PRIVATE KEY-----",
            "Stopping it",
            "SUCCEEDED",
            "Done: nothing of it runs.");
    assertThat(
            states(
                cloud
                    .signedIn("newcomer", "A-long-password-of-a-newcomer-1")
                    .get("/instances")
                    .body()))
        .containsExactly("TERMINATED");
  }

  @Test
  void saysWhatIsWrongWhenTheWalkCannotBegin(RunningCloud cloud, @TempDir Path folder)
      throws Exception {
    var output = folder.resolve("output");
    var process =
        start(
            output,
            "bash",
            SAMPLES.resolve("provision.sh").toString(),
            cloud.addresses().api().toString(),
            "newcomer-without-account",
            "A-wrong-password-1");

    assertThat(process.waitFor(PATIENCE)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    assertThat(Files.readString(output))
        .contains("Authentication Error")
        .doesNotContain("Provisioning");
  }

  @ParameterizedTest
  @EnumSource
  void handlesTheEventOfEachFunction(CloudFunction function, RunningCloud cloud)
      throws IOException {
    var answer = invoke(cloud, function, eventOfThingsThatExist(cloud, eventFile(function)));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.functionError()).isNull();
    var payload = Json.mapper().readTree(answer.payload().asUtf8String());
    if (answersTheApi(function)) {
      assertThat(payload.path("statusCode").asInt()).isBetween(200, 499);
      assertThat(payload.path("body").asText()).doesNotContain("malformed-request");
    }
  }

  @Test
  void recordsTheStatusesOfTheSampleWithoutAskingForThemAgain(RunningCloud cloud)
      throws IOException {
    var answer =
        invoke(
            cloud,
            CloudFunction.RECORD_STATUS,
            eventOfThingsThatExist(cloud, "record-status.json"));

    assertThat(Json.mapper().readTree(answer.payload().asUtf8String()).path("batchItemFailures"))
        .isEmpty();
  }

  @Test
  void hasNoEventForAFunctionThatIsNot() {
    assertThat(files(EVENTS))
        .extracting(file -> file.getFileName().toString())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(CloudFunction.values()).map(SamplesIT::eventFile).toList());
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void takesTheConfigurationUnderANewName(Path file, RunningCloud cloud) throws IOException {
    var configuration = (ObjectNode) Json.mapper().readTree(Files.readString(file));
    var name = "my-" + configuration.get("name").asText();

    var created =
        cloud.admin().post("/configurations", configuration.put("name", name).put("publish", true));

    assertThat(created.status()).isEqualTo(201);
    var read = cloud.someone().get("/configurations/" + name);
    assertThat(read.status()).isEqualTo(200);
    assertThat(read.body().path("version").asInt()).isEqualTo(1);
    assertThat(read.body().path("setupScript")).isEqualTo(configuration.get("setupScript"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void namesAConfigurationAsItsFile(Path file) throws IOException {
    assertThat(Json.mapper().readTree(Files.readString(file)).path("name").asText() + ".json")
        .isEqualTo(file.getFileName().toString());
  }

  static Stream<Path> configurations() {
    return files(SAMPLES.resolve("configurations")).stream();
  }

  private static List<Path> files(Path folder) {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The event with the ids of an instance that was provisioned and then stopped by force. */
  private static String eventOfThingsThatExist(RunningCloud cloud, String file) throws IOException {
    var ids = ids(cloud);
    var event = Files.readString(EVENTS.resolve(file));
    for (var id : ids.entrySet()) {
      event = event.replace(id.getKey(), id.getValue());
    }
    return event;
  }

  private static synchronized Map<String, String> ids(RunningCloud cloud) {
    if (ids.isEmpty()) {
      var person = cloud.someone();
      var instance = person.provision("nginx").body().path("id").asText();
      person.finished(instance);
      var stop = cloud.admin().forceStop(instance, "A sample").body().path("id").asText();
      cloud.admin().finished(stop);
      ids =
          Map.of(
              "01jd0000000000000000000001", instance,
              "01jd7vz8q4c6e8g0j2m4p6s8v0", instance,
              "01jd7w0s2v9k3m5n7p9r1t3v5x", stop);
    }
    return ids;
  }

  private static InvokeResponse invoke(RunningCloud cloud, CloudFunction function, String event) {
    try (var lambda = cloud.client(LambdaClient.builder())) {
      return lambda.invoke(
          request ->
              request
                  .functionName(function.functionName())
                  .payload(SdkBytes.fromUtf8String(event)));
    }
  }

  private static boolean answersTheApi(CloudFunction function) {
    return Arrays.stream(Route.values())
        .map(Route::target)
        .anyMatch(new Target.OfFunction(function)::equals);
  }

  private static String eventFile(CloudFunction function) {
    return function.name().toLowerCase(Locale.ROOT).replace('_', '-') + ".json";
  }

  private static List<String> states(JsonNode instances) {
    return instances.path("items").findValuesAsText("state");
  }

  private static String run(Path output, String... command) throws Exception {
    var process = start(output, command);
    assertThat(process.waitFor(PATIENCE)).as("%s", Files.readString(output)).isTrue();
    assertThat(process.exitValue()).as("%s", Files.readString(output)).isZero();
    return Files.readString(output);
  }

  private static Process start(Path output, String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }
}

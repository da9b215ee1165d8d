package io.cloudapp.tests.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.cloudapp.tests.cloud.Api;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./cloudapp} as people and scripts run it. */
final class LauncherIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path home;
  @TempDir Path caller;
  private static Checkout checkout;

  @BeforeAll
  static void checkOut() throws IOException {
    checkout = Checkout.built(home.resolve("a path with spaces"));
  }

  @Test
  void saysWhatItCanDoWhenAskedNothing() throws Exception {
    try (var bare = run();
        var help = run("help")) {
      assertThat(bare.exitCode()).isZero();
      assertThat(help.exitCode()).isZero();
      assertThat(bare.printed()).isEqualTo(help.printed());
      assertThat(String.join("\n", help.printed())).contains("./cloudapp up", "--lambda-endpoint");
    }
  }

  @Test
  void refusesACommandThatIsNone() throws Exception {
    refuses("There is no command 'launch'", run("launch"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--colour", "--web", "--colour=red"})
  void refusesAnOptionThatIsNone(String option) throws Exception {
    refuses("There is no option '" + option.split("=")[0] + "'", run("up", option));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--web-port=x",
        "--api-port=70000",
        "--boot-seconds=-1",
        "--database-port=-1",
        "--container-address=docker",
        "--container-address=192.0.2.77",
        "--lambda-endpoint=ftp://x",
        "--data",
        "now"
      })
  void refusesAValueThatMeansNothing(String option) throws Exception {
    refuses("", run("up", option));
  }

  @ParameterizedTest
  @ValueSource(strings = {"web", "api", "aws", "console", "database"})
  void namesThePortThatIsInUse(String server) throws Exception {
    try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var port = taken.getLocalPort();
      refuses(
          "Port " + port + " is in use",
          Launch.up(checkout, caller, "--" + server + "-port=" + port));
    }
    assertThat(caller.resolve("tmp")).isEmptyDirectory();
  }

  @Test
  void saysThatThereIsNoJdk25() throws Exception {
    var tools = Files.createDirectories(caller.resolve("tools"));
    for (var tool : List.of("bash", "dirname", "readlink", "grep", "cat", "tr")) {
      var forwarding =
          Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec " + where(tool) + " \"$@\"\n");
      assertThat(forwarding.toFile().setExecutable(true)).isTrue();
    }
    var nothing =
        Map.of("PATH", tools.toString(), "JAVA_HOME", "", "CLOUDAPP_JDK_FOLDERS", tools.toString());

    refuses("No JDK 25 was found", Launch.of(checkout, caller, nothing, "up"));
  }

  @Test
  void saysWhereTheBuildBroke() throws Exception {
    var broken = Checkout.unbuilt(caller.resolve("broken"));
    var source = broken.folder().resolve("core/Broken.java");
    broken.withBuild(
        "echo '[INFO] Building CloudApp core'; echo '[ERROR] COMPILATION ERROR : ';"
            + " echo '[ERROR] "
            + source
            + ":[3,14] class expected'; exit 1");

    try (var up = Launch.of(broken, caller, Map.of(), "up")) {
      assertThat(up.exitCode()).isNotZero();
      assertThat(up.complaints().getLast())
          .startsWith("cloudapp: The build broke: core/Broken.java:[3,14] class expected")
          .contains(".cloudapp/build.log");
    }
  }

  @Test
  void leavesNothingBehindWhenItIsStopped() throws Exception {
    try (var up = Launch.up(checkout, caller)) {
      up.ready();
      var database = database();
      assertThat(database.isAlive()).isTrue();

      up.signal("TERM");

      up.exitCode();
      // The operating system may take a moment to bury a process whose parent is gone.
      await().atMost(Duration.ofSeconds(10)).until(() -> !database.isAlive());
      assertThat(caller.resolve("tmp")).isEmptyDirectory();
    }
  }

  @Test
  void goesOnWhereItWasKilled() throws Exception {
    String id;
    try (var up = Launch.up(checkout, caller, "--data", "kept")) {
      var ada = ada(up.ready());
      id = ada.provision("nginx").body().path("id").asText();
      assertThat(ada.finished(id).path("state").asText()).isEqualTo("SUCCEEDED");
      up.signal("KILL");
      up.exitCode();
    }
    assertThat(caller.resolve("kept")).isDirectory();

    try (var up = Launch.up(checkout, caller, "--data", "kept")) {
      var ada = ada(up.ready());
      assertThat(ada.get("/instances/" + id).body().path("state").asText()).isEqualTo("RUNNING");
      refuses("is in use by another", Launch.up(checkout, caller, "--data", "kept"));
    }
  }

  @Test
  void printsOneLineForScripts() throws Exception {
    try (var up = Launch.up(checkout, caller)) {
      var ready = up.ready();

      assertThat(up.printed()).hasSize(1);
      assertThat(ready.properties())
          .extracting(Map.Entry::getKey)
          .containsExactly("web", "api", "aws", "console", "pid", "readySeconds", "users");
      assertThat(ready.path("pid").asLong()).isPositive();
      assertThat(ready.path("readySeconds").asDouble()).isPositive();
      assertThat(ready.path("users"))
          .extracting(user -> user.path("role").asText())
          .contains("user", "user", "admin");
    }
  }

  @Test
  void callsAnEngineersOwnFunctions() throws Exception {
    var asked = new ConcurrentLinkedQueue<String>();
    try (var endpoint = new LambdaEndpoint(asked);
        var up =
            Launch.up(
                checkout,
                caller,
                "--lambda-endpoint=EndSession=" + endpoint.url(),
                "--lambda-endpoint=" + endpoint.url())) {
      var ready = up.ready();
      var aws = Api.anonymous(URI.create(ready.path("aws").asText()));

      assertThat(ada(ready).delete("/sessions").status()).isEqualTo(218);
      aws.post("/2015-03-31/functions/MyOwn/invocations", "{}");
      aws.post("/2015-03-31/functions/ListExecutions/invocations", "{}");

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(asked)
                      .containsExactly(
                          "/2015-03-31/functions/EndSession/invocations",
                          "/2015-03-31/functions/MyOwn/invocations"));
    }
  }

  private Launch run(String... arguments) throws IOException {
    return Launch.of(checkout, caller, Map.of(), arguments);
  }

  private ProcessHandle database() throws IOException {
    try (var files =
        Files.find(caller.resolve("tmp"), 3, (file, _) -> file.endsWith("postmaster.pid"))) {
      var pid = Files.readAllLines(files.findAny().orElseThrow()).getFirst();
      return ProcessHandle.of(Long.parseLong(pid.trim())).orElseThrow();
    }
  }

  private static void refuses(String sentence, Launch launch) throws Exception {
    try (launch) {
      assertThat(launch.exitCode()).isNotZero();
      assertThat(launch.printed()).isEmpty();
      assertThat(launch.complaints())
          .filteredOn(line -> !line.startsWith("NOTE: Picked up"))
          .singleElement()
          .asString()
          .startsWith("cloudapp: ")
          .contains(sentence);
    }
  }

  private static Api ada(JsonNode ready) {
    var api = Api.anonymous(URI.create(ready.path("api").asText()));
    var user = ready.path("users").path(0);
    var signIn =
        Api.object()
            .put("username", user.path("username").asText())
            .put("password", user.path("password").asText())
            .put("client", "web");
    return api.withToken(api.post("/sessions", signIn).body().path("accessToken").asText());
  }

  private static Path where(String tool) {
    return List.of("/bin", "/usr/bin").stream()
        .map(folder -> Path.of(folder, tool))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow();
  }

  /** Answers as {@code sam local start-lambda} does: with what the function returned. */
  private static final class LambdaEndpoint implements AutoCloseable {

    private final HttpServer server;

    LambdaEndpoint(ConcurrentLinkedQueue<String> asked) throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/",
          exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.getRequestBody().readAllBytes();
            var answer = "{\"statusCode\":218,\"body\":\"\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            try (var body = exchange.getResponseBody()) {
              body.write(answer);
            }
          });
      server.start();
    }

    String url() {
      return "http://localhost:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}

package io.cloudapp.services.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.runtime.server.EmbeddedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckHealthTest {

  private static EmbeddedServer server;

  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  @BeforeAll
  static void start() {
    var context =
        ServiceEdge.builder("edge-test").properties(Map.of("micronaut.server.port", -1)).start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  @AfterAll
  static void stop() {
    server.getApplicationContext().close();
  }

  /** The probes, the load balancer and helm test ask there. */
  @ParameterizedTest
  @ValueSource(strings = {"/health/liveness", "/health/readiness"})
  void endsWellWhereTheServiceIsHealthy(String path) {
    assertThat(asked("--check-health", server.getURL() + path)).contains(0);
    assertThat(written()).endsWith(path + " answered 200.");
  }

  @Test
  void endsBadlyWhereTheAnswerIsAnother() {
    assertThat(asked("--check-health", server.getURL() + "/instances")).contains(1);
    assertThat(written()).endsWith("/instances answered 401.");
  }

  @Test
  void endsBadlyWhereNobodyAnswers() throws IOException {
    assertThat(asked("--check-health", "http://localhost:" + unusedPort())).contains(1);
    assertThat(written()).contains("did not answer");
  }

  @ParameterizedTest
  @ValueSource(strings = {"configure-instance", "gopher://x", "file:///etc/hosts", "http://a b"})
  void saysWhatAnAddressLooksLike(String address) {
    assertThat(asked("--check-health", address)).contains(2);
    assertThat(written())
        .isEqualTo("\"" + address + "\" is no address. Give one that begins with http://.");
  }

  @Test
  void asksForTheAddressThatIsMissing() {
    assertThat(asked("--check-health")).contains(2);
    assertThat(written()).contains("one address");
  }

  @Test
  void leavesAServiceWithoutTheOptionToServe() {
    assertThat(asked()).isEmpty();
    assertThat(asked("--port", "8080")).isEmpty();
  }

  private Optional<Integer> asked(String... arguments) {
    return CheckHealth.asked(arguments, new PrintStream(written, true, UTF_8));
  }

  private String written() {
    return written.toString(UTF_8).strip();
  }

  private static int unusedPort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

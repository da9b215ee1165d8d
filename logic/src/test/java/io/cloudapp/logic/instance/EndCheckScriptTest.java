package io.cloudapp.logic.instance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.World;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the instance itself, run by Bash against a metadata service of ours. */
class EndCheckScriptTest {

  private static final String TAG = "/latest/meta-data/tags/instance/cloudapp:expires-at";

  @TempDir private Path folder;
  private HttpServer metadata;
  private volatile String tag = "";
  private volatile boolean givesTokens = true;

  @BeforeEach
  void serveMetadata() throws IOException {
    metadata = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    metadata.createContext("/", this::answer);
    metadata.start();
  }

  @AfterEach
  void stop() {
    metadata.stop(0);
  }

  @Test
  void endsTheInstanceWhenTheTimeInItsTagIsOver() throws Exception {
    tag = Instant.now().minusSeconds(1).toString();

    assertThat(run()).isEqualTo("the end\n");
  }

  @Test
  void letsTheInstanceLiveUntilThen() throws Exception {
    tag = Instant.now().plusSeconds(60).toString();

    assertThat(run()).isEmpty();
  }

  @Test
  void letsTheInstanceLiveWhenItCannotReadTheTag() throws Exception {
    assertThat(run()).isEmpty();
    tag = "$(reboot)";
    assertThat(run()).isEmpty();
    tag = Instant.now().minusSeconds(60).toString();
    givesTokens = false;
    assertThat(run()).isEmpty();
    metadata.stop(0);
    assertThat(run()).isEmpty();
  }

  private void answer(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var token = exchange.getRequestHeaders().getFirst("X-aws-ec2-metadata-token");
    var isToken = path.equals("/latest/api/token") && exchange.getRequestMethod().equals("PUT");
    var isTag = path.equals(TAG) && "secret".equals(token) && !tag.isEmpty();
    var body = isToken ? "secret" : tag;
    if (isToken && givesTokens || isTag) {
      exchange.sendResponseHeaders(200, body.length());
      exchange.getResponseBody().write(body.getBytes(UTF_8));
    } else {
      exchange.sendResponseHeaders(404, -1);
    }
    exchange.close();
  }

  private String run() throws IOException, InterruptedException {
    var script = folder.resolve("end-when-over");
    Files.writeString(script, script());
    var process =
        new ProcessBuilder(
                "bash",
                script.toString(),
                "http://localhost:" + metadata.getAddress().getPort(),
                "echo the end")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  private static String script() throws IOException {
    var document = UserData.write(World.nginx(), Instant.now(), List.of()).orElseThrow();
    for (var file :
        Json.mapper().readTree(document.replaceFirst("#cloud-config\n", "")).get("write_files")) {
      if (file.get("path").asText().equals("/opt/cloudapp/end-when-over")) {
        return new String(Base64.getDecoder().decode(file.get("content").asText()), UTF_8);
      }
    }
    throw new AssertionError("The instance has no such script");
  }
}

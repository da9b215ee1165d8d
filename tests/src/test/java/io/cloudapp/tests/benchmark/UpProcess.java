package io.cloudapp.tests.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** {@code ./cloudapp up} as people start it, in a process of its own, on free ports. */
final class UpProcess implements AutoCloseable {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final JsonNode ready;

  private UpProcess(Process process, JsonNode ready) {
    this.process = process;
    this.ready = ready;
  }

  /** Returns when everything answers. */
  static UpProcess start() throws IOException {
    var process =
        new ProcessBuilder(
                ROOT.resolve("cloudapp").toString(),
                "up",
                "--web-port=0",
                "--api-port=0",
                "--aws-port=0",
                "--console-port=0",
                "--json")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    var lines =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    var line = lines.readLine();
    if (line == null) {
      throw new IOException("./cloudapp up did not start; run it by hand to see why");
    }
    return new UpProcess(process, Json.mapper().readTree(line));
  }

  double readySeconds() {
    return ready.path("readySeconds").asDouble();
  }

  URI aws() {
    return URI.create(ready.path("aws").asText());
  }

  URI console() {
    return URI.create(ready.path("console").asText());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE)) {
      process.destroyForcibly();
    }
  }
}

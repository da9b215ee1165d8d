package io.cloudapp.tests.launcher;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One run of {@code ./cloudapp} as a process, called from a folder of its own. */
final class Launch implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path out;
  private final Path err;

  private Launch(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  static Launch of(
      Checkout checkout, Path caller, Map<String, String> environment, String... arguments)
      throws IOException {
    var out = Files.createTempFile(caller, "out", ".txt");
    var err = Files.createTempFile(caller, "err", ".txt");
    var command = new ArrayList<>(List.of(checkout.launcher().toString()));
    command.addAll(List.of(arguments));
    var builder =
        new ProcessBuilder(command)
            .directory(caller.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().putAll(environment);
    return new Launch(builder.start(), out, err);
  }

  /** {@code up} on free ports for scripts. */
  static Launch up(Checkout checkout, Path caller, String... arguments) throws IOException {
    var all =
        Stream.concat(
            Stream.of(
                "up",
                "--json",
                "--web-port=0",
                "--api-port=0",
                "--aws-port=0",
                "--console-port=0",
                "--boot-seconds=0.2"),
            Stream.of(arguments));
    var temporary = Files.createDirectories(caller.resolve("tmp"));
    return of(
        checkout,
        caller,
        Map.of("JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=" + temporary),
        all.toArray(String[]::new));
  }

  /** What it printed, once it can be used. */
  JsonNode ready() throws IOException {
    await()
        .atMost(PATIENCE)
        .until(() -> Files.readString(out).endsWith("\n") || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("It ended: " + Files.readString(err));
    }
    return Json.mapper().readTree(Files.readString(out));
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE)) {
      throw new AssertionError("It still runs.");
    }
    return process.exitValue();
  }

  List<String> printed() throws IOException {
    return Files.readAllLines(out, StandardCharsets.UTF_8);
  }

  List<String> complaints() throws IOException {
    return Files.readAllLines(err, StandardCharsets.UTF_8);
  }

  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(PATIENCE)) {
      process.destroyForcibly();
    }
  }
}

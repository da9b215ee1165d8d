package io.cloudapp.images;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Starts a part from the files of its image, asks it a little and ends it, so that Java writes down
 * what it loaded and linked. Java compares jars by size, time and order, and its own files, but not
 * where they are: the folder stands for the image's root.
 */
final class Recording {

  private static final Duration TO_BE_LIVE = Duration.ofSeconds(120);
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);
  private static final Duration TO_END = Duration.ofSeconds(180);

  /** The status of a process that obeyed SIGTERM. */
  private static final int TERMINATED = 143;

  private final Part part;
  private final Root root;
  private final Path log;
  private final int port = freePort();

  private Recording(Part part, Root root, Path log) {
    this.part = part;
    this.root = root;
    this.log = log;
  }

  /** Adds the recorded start to the image's files. */
  static void make(Part part, Root root, Path workFolder) {
    try {
      new Recording(part, root, workFolder.resolve(part.name() + ".log")).run(workFolder);
    } catch (IOException failure) {
      throw new Unbuildable(
          "The start of " + part.name() + " cannot be recorded: " + failure, failure);
    }
  }

  private void run(Path workFolder) throws IOException {
    var options = workFolder.resolve(part.name() + ".options");
    Files.writeString(options, JvmOptions.recording(root).text());
    var process = start(options);
    try {
      awaitLive(process);
      for (var path : part.rehearsal().paths()) {
        get(path);
      }
      process.destroy();
      if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        throw failed("did not end within %d s of SIGTERM".formatted(TO_END.toSeconds()));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw failed("was interrupted");
    } finally {
      process.destroyForcibly();
    }
    var recorded = root.folder().resolve(Root.START);
    if (process.exitValue() != TERMINATED || !Files.exists(recorded)) {
      throw failed("ended with " + process.exitValue() + " and left no record");
    }
    // Java writes it for its user alone.
    recorded.toFile().setReadable(true, false);
    Folders.setTimes(recorded.getParent());
  }

  private Process start(Path options) throws IOException {
    var builder =
        new ProcessBuilder(
            root.folder().resolve(Root.JAVA + "/bin/java").toString(),
            "@" + options,
            part.mainClass());
    var environment = builder.environment();
    environment.clear();
    environment.putAll(part.rehearsal().environment());
    environment.put("MICRONAUT_SERVER_HOST", "127.0.0.1");
    environment.put("MICRONAUT_SERVER_PORT", Integer.toString(port));
    return builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
  }

  private void awaitLive(Process process) throws InterruptedException {
    var deadline = Instant.now().plus(TO_BE_LIVE);
    while (get("/health/liveness") != 200) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS)) {
        throw failed("ended by itself with " + process.exitValue());
      }
      if (Instant.now().isAfter(deadline)) {
        throw failed("was not live after %d s".formatted(TO_BE_LIVE.toSeconds()));
      }
    }
  }

  /** The status of the answer, or 0 when there is none. */
  private int get(String path) throws InterruptedException {
    try (var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                  .timeout(TO_ANSWER)
                  .build(),
              BodyHandlers.discarding())
          .statusCode();
    } catch (IOException none) {
      return 0;
    }
  }

  private Unbuildable failed(String how) {
    return new Unbuildable(
        "The start of %s could not be recorded: it %s. What it wrote is in %s."
            .formatted(part.name(), how, log));
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new Unbuildable("No port is free on this machine: " + none.getMessage(), none);
    }
  }
}

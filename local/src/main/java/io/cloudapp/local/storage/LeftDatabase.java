package io.cloudapp.local.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The PostgreSQL server that outlived the LocalCloud which started it, if one did. */
final class LeftDatabase {

  private static final int PATIENCE_SECONDS = 10;

  private final Optional<ProcessHandle> server;

  private LeftDatabase(Optional<ProcessHandle> server) {
    this.server = server;
  }

  /**
   * Looks into a data folder of PostgreSQL.
   *
   * @param folder need not exist
   */
  static LeftDatabase in(Path folder) throws IOException {
    var file = folder.resolve("postmaster.pid");
    if (!Files.isRegularFile(file)) {
      return new LeftDatabase(Optional.empty());
    }
    // "The first line is the process id of the postmaster", PostgreSQL's documentation says.
    var pid = Files.readAllLines(file).stream().findFirst().map(String::trim).orElse("");
    return new LeftDatabase(
        pid.matches("\\d{1,18}")
            ? ProcessHandle.of(Long.parseLong(pid)).filter(LeftDatabase::isPostgres)
            : Optional.empty());
  }

  // After a restart of the machine the number may be anybody's.
  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("/postgres")).isPresent();
  }

  void end() {
    server.ifPresent(
        process -> {
          process.destroy();
          try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
          } catch (TimeoutException stuck) {
            process.destroyForcibly();
          } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
          } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
          }
        });
  }
}

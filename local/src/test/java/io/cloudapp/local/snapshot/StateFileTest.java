package io.cloudapp.local.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {

  record Notes(Map<String, String> texts, Instant until) {}

  private static final Notes NOTES = new Notes(Map.of("a", "hunter2"), Instant.MAX);

  @TempDir private Path folder;

  private StateFile<Notes> opened() {
    return StateFile.at(folder.resolve("deep/notes.json"), Notes.class);
  }

  @Test
  void findsAfterARestartWhatWasKept() {
    try (var file = opened()) {
      assertThat(file.load()).isEmpty();
      file.changed(() -> NOTES);
    }

    try (var file = opened()) {
      assertThat(file.load()).contains(NOTES);
    }
  }

  @Test
  void writesWithoutWaitingForTheEnd() {
    try (var file = opened()) {
      file.changed(() -> NOTES);

      await().until(() -> file.load().isPresent());
    }
  }

  @Test
  void letsOnlyItsOwnerRead() throws Exception {
    try (var file = opened()) {
      file.changed(() -> NOTES);
    }

    var mode = Files.getPosixFilePermissions(folder.resolve("deep/notes.json"));
    assertThat(PosixFilePermissions.toString(mode)).isEqualTo("rw-------");
  }

  @Test
  void refusesAFileItCannotReadWithoutQuotingIt() throws Exception {
    Files.createDirectories(folder.resolve("deep"));
    Files.writeString(folder.resolve("deep/notes.json"), "{\"texts\":\"hunter2\"");

    try (var file = opened()) {
      assertThatThrownBy(file::load)
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("notes.json")
          .hasMessageNotContaining("hunter2");
    }
  }
}

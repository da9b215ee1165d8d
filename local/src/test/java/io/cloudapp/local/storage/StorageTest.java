package io.cloudapp.local.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.database.LocalDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {

  @TempDir Path folder;

  @Test
  void isNotGivenToTwoAtATime() throws IOException {
    try (var first = Storage.kept(folder).orElseThrow()) {
      assertThat(first.database()).startsWithRaw(folder.toRealPath());
      assertThat(Storage.kept(folder)).isEmpty();
    }
    try (var next = Storage.kept(folder).orElseThrow()) {
      assertThat(next.objects()).startsWithRaw(folder.toRealPath());
    }
  }

  @Test
  void isGoneAfterItsTime() throws IOException {
    var storage = Storage.temporary();
    Files.createDirectories(storage.objects().resolve("bucket"));
    var own = storage.objects().getParent();
    assertThat(own).isDirectory();

    storage.close();

    assertThat(own).doesNotExist();
  }

  @Test
  void endsTheDatabaseServerOfOneThatWasKilled() throws IOException {
    var killed = Storage.kept(folder).orElseThrow();
    var runs = killed.database().resolve("postmaster.pid");
    var left = LocalDatabase.start(killed.database(), false, 0, Optional.empty());
    try {
      assertThat(runs).isRegularFile();
      killed.close();

      Storage.kept(folder).orElseThrow().close();

      assertThat(runs).doesNotExist();
    } finally {
      left.close();
    }
  }

  @Test
  void takesAwayWhatAKilledOneLeft() throws IOException {
    var left = Files.createTempDirectory("cloudapp-run-");
    Files.createFile(left.resolve("temporary.lock"));
    Files.createDirectories(left.resolve("s3/bucket"));

    Storage.temporary().close();

    assertThat(left).doesNotExist();
  }

  @Test
  void leavesALivingOneAndWhatIsNotItsOwn() throws IOException {
    var foreign = Files.createTempDirectory("cloudapp-run-");
    try (var living = Storage.temporary();
        var kept = Storage.kept(foreign).orElseThrow()) {
      var own = Files.createDirectories(living.objects());
      kept.close();

      Storage.temporary().close();

      assertThat(own).isDirectory();
      assertThat(foreign.resolve("lock")).isRegularFile();
    } finally {
      Files.deleteIfExists(foreign.resolve("lock"));
      Files.delete(foreign);
    }
  }
}

package io.cloudapp.local.storage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of one LocalCloud, which nobody else may use meanwhile.
 *
 * <p>A LocalCloud that is killed can clean up nothing. The next one does it: it ends the database
 * server that still runs in its own folder, and takes away the temporary folders of those that
 * died.
 */
public final class Storage implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Storage.class);
  private static final String TEMPORARY = "cloudapp-run-";
  private static final String LOCK = "lock";

  // Another name, so that a folder which is to stay can never be taken for one that is left.
  private static final String TEMPORARY_LOCK = "temporary.lock";

  // A file lock belongs to the JVM and is lost when anything in it closes the file.
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final boolean temporary;
  private final FileChannel channel;

  private Storage(Path folder, boolean temporary, FileChannel channel) {
    this.folder = folder;
    this.temporary = temporary;
    this.channel = channel;
  }

  /**
   * The storage in a folder that stays, which is made where it is missing.
   *
   * @return empty when another LocalCloud uses the folder
   */
  public static Optional<Storage> kept(Path folder) throws IOException {
    Files.createDirectories(folder);
    var storage = claim(folder.toRealPath(), false, true);
    if (storage.isPresent()) {
      LeftDatabase.in(storage.get().database()).end();
    }
    return storage;
  }

  /** A storage that is deleted when it is closed, or by the next one if it never is. */
  public static Storage temporary() throws IOException {
    var storage = Optional.<Storage>empty();
    while (storage.isEmpty()) {
      // The one in between is a LocalCloud that sweeps at this moment.
      storage = claim(Files.createTempDirectory(TEMPORARY).toRealPath(), true, true);
    }
    sweep(storage.get().folder.getParent());
    return storage.get();
  }

  private static Optional<Storage> claim(Path folder, boolean temporary, boolean create)
      throws IOException {
    if (!HELD_HERE.add(folder)) {
      return Optional.empty();
    }
    FileChannel channel = null;
    FileLock lock = null;
    try {
      var file = folder.resolve(temporary ? TEMPORARY_LOCK : LOCK);
      var mode = create ? StandardOpenOption.CREATE : StandardOpenOption.WRITE;
      channel = FileChannel.open(file, mode, StandardOpenOption.WRITE);
      lock = channel.tryLock();
      return lock == null ? Optional.empty() : Optional.of(new Storage(folder, temporary, channel));
    } finally {
      if (lock == null) {
        HELD_HERE.remove(folder);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private static void sweep(Path parent) throws IOException {
    try (var siblings = Files.newDirectoryStream(parent, TEMPORARY + "*")) {
      for (var sibling : siblings) {
        try {
          var left = claim(sibling, true, false);
          if (left.isPresent()) {
            LeftDatabase.in(left.get().database()).end();
            left.get().close();
          }
        } catch (NoSuchFileException notAStorage) {
          LOG.debug("{} is not a LocalCloud's.", sibling);
        } catch (IOException | UncheckedIOException failure) {
          LOG.debug("{} stays: {}", sibling, failure.toString());
        }
      }
    }
  }

  public Path database() {
    return folder.resolve("postgres");
  }

  public Path objects() {
    return folder.resolve("s3");
  }

  public Path queries() {
    return folder.resolve("duckdb");
  }

  @Override
  public void close() throws IOException {
    try {
      if (temporary) {
        delete();
      }
    } finally {
      channel.close();
      HELD_HERE.remove(folder);
    }
  }

  private void delete() throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}

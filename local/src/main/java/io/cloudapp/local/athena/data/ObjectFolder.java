package io.cloudapp.local.athena.data;

import io.cloudapp.local.athena.sql.QueryFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The folder in which LocalCloud's S3 keeps its objects: a folder a bucket, a file an object.
 *
 * <p>Each object is put there by a rename, so a folder whose time of change has not moved holds the
 * same objects as before.
 */
final class ObjectFolder {

  /** As long as the clock of the file system may not have ticked, a change may not show. */
  private static final Duration RACE = Duration.ofSeconds(1);

  private static final Pattern LOCATION = Pattern.compile("s3a?://([^/]+)/(.*)");

  /** What S3 writes until it is whole and renamed. */
  private static final Pattern UNFINISHED =
      Pattern.compile(".*-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

  private final Path root;

  ObjectFolder(Path root) {
    this.root = root;
  }

  /**
   * What lay below a location.
   *
   * @param bytes of all objects
   * @param folders each folder and when it was changed; empty when the first is not there
   */
  record Listing(Path folder, long bytes, Map<Path, FileTime> folders, Instant listedAt) {

    Listing {
      folders = Map.copyOf(folders);
    }

    /** Whether a new listing would be the same. */
    boolean isCurrent() {
      if (folders.isEmpty()) {
        return !Files.exists(folder);
      }
      for (var folder : folders.entrySet()) {
        try {
          var changed = Files.getLastModifiedTime(folder.getKey());
          if (!changed.equals(folder.getValue())
              || changed.toInstant().isAfter(listedAt.minus(RACE))) {
            return false;
          }
        } catch (IOException gone) {
          return false;
        }
      }
      return true;
    }
  }

  /** Where a location is; it need not exist. */
  Path folder(String location) {
    var parts = LOCATION.matcher(location);
    if (!parts.matches()) {
      throw new QueryFailure("HIVE_INVALID_METADATA", "No location in S3: " + location);
    }
    var bucket = root.resolve(parts.group(1)).normalize();
    var folder = bucket.resolve(parts.group(2)).normalize();
    if (!bucket.getParent().equals(root.normalize()) || !folder.startsWith(bucket)) {
      throw new QueryFailure("HIVE_INVALID_METADATA", "No location in S3: " + location);
    }
    return folder;
  }

  /**
   * All objects below a folder that Athena reads: none whose name begins with a dot or underscore.
   */
  static Listing list(Path folder, Consumer<StoredFile> files) {
    var bytes = new AtomicLong();
    var folders = new HashMap<Path, FileTime>();
    var now = Instant.now();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path visited, BasicFileAttributes is) {
              folders.put(visited, is.lastModifiedTime());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
              var name = file.getFileName().toString();
              boolean hidden = name.startsWith(".") || name.startsWith("_");
              if (!hidden && is.isRegularFile() && !UNFINISHED.matcher(name).matches()) {
                bytes.addAndGet(is.size());
                files.accept(
                    new StoredFile(
                        file, is.size(), is.lastModifiedTime().to(TimeUnit.NANOSECONDS)));
              }
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure)
                throws IOException {
              if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
              }
              throw failure;
            }
          });
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
    return new Listing(folder, bytes.get(), folders, now);
  }
}

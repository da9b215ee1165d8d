package io.cloudapp.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Trees of files that are the same on each build. */
final class Folders {

  /** The time of each file in an image; a start that was recorded holds for files of that time. */
  static final Instant TIME = Instant.ofEpochSecond(1);

  private Folders() {}

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (var files = Files.walk(folder)) {
        for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Copies by hard links, because a Java runtime is large and never changed. */
  static void link(Path source, Path target) throws IOException {
    for (var file : files(source)) {
      var copy = target.resolve(source.relativize(file).toString());
      Files.createDirectories(copy.getParent());
      Files.createLink(copy, file);
    }
  }

  /** The files below the folder, in an order that is always the same. */
  static List<Path> files(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  static void setTimes(Path folder) throws IOException {
    for (var file : files(folder)) {
      Files.setLastModifiedTime(file, FileTime.from(TIME));
    }
  }
}

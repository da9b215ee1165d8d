package io.cloudapp.images;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How Java is started; a recorded start holds only for a start with the same options. */
record JvmOptions(List<String> lines) {

  private static final List<String> COMMON =
      List.of(
          // Half a CPU to two and a heap below a gigabyte: the other collectors' threads cost more
          // than they save.
          "-XX:+UseSerialGC",
          // The rest is for class data, compiled code, threads and network buffers.
          "-XX:MaxRAMPercentage=60",
          // The platform starts another one, which is better than one that half works.
          "-XX:+ExitOnOutOfMemoryError",
          // Nothing but /tmp can be written, and nobody would find a file there.
          "-XX:+ErrorFileToStderr",
          "-XX:-UsePerfData",
          // Netty and the JDBC driver; a later Java asks for these by itself.
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  JvmOptions {
    lines = List.copyOf(lines);
  }

  /** As the container starts it. Java goes on without the recorded start when it does not fit. */
  static JvmOptions inside(List<String> classPath) {
    return at("/", classPath, "-XX:AOTCache=/" + Root.START);
  }

  /** As a start is recorded, with the root of the image at a folder. */
  static JvmOptions recording(Root root) {
    var folder = root.folder().toAbsolutePath() + "/";
    return at(folder, root.classPath(), "-XX:AOTCacheOutput=" + folder + Root.START);
  }

  /** The text of the file that Java takes after an {@code @}. */
  String text() {
    return lines.stream()
        .map(line -> "\"" + line.replace("\\", "\\\\").replace("\"", "\\\"") + "\"\n")
        .collect(Collectors.joining());
  }

  private static JvmOptions at(String folder, List<String> classPath, String start) {
    var lines = new ArrayList<>(COMMON);
    lines.add("-Dlogback.configurationFile=" + Path.of(folder, "app/logback.xml"));
    lines.add(start);
    lines.add("-cp");
    lines.add(classPath.stream().map(folder::concat).collect(Collectors.joining(":")));
    return new JvmOptions(lines);
  }
}

package io.cloudapp.images;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.spi.ToolProvider;

/** The Java of the images: the one that builds, with the modules that are needed. */
final class JavaRuntime {

  /** More than the jars ask for are those that the JDK and the AWS SDK find by name. */
  static final List<String> MODULES =
      List.of(
          "java.base",
          // For java.beans, which templates and libraries read properties with.
          "java.desktop",
          "java.instrument",
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "java.rmi",
          "java.security.jgss",
          "java.security.sasl",
          "java.sql",
          "java.transaction.xa",
          "java.xml",
          "jdk.charsets",
          "jdk.jfr",
          "jdk.localedata",
          "jdk.management",
          "jdk.naming.dns",
          "jdk.net",
          "jdk.unsupported",
          "jdk.zipfs");

  private static final List<String> OPTIONS =
      List.of(
          "--add-modules",
          String.join(",", MODULES),
          "--include-locales",
          "en,de",
          // Windows and fonts.
          "--exclude-files",
          "/java.desktop/lib/**",
          "--strip-debug",
          "--no-header-files",
          "--no-man-pages");

  private JavaRuntime() {}

  /** For example {@code 25.0.3+9-LTS (Eclipse Adoptium)}. */
  static String version() {
    return "%s (%s)".formatted(Runtime.version(), System.getProperty("java.vendor"));
  }

  /** Makes the folder of the runtime, or leaves the one that was made of the same. */
  static void link(Path folder) {
    var system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    if (!system.equals("Linux amd64")) {
      throw new Unbuildable(
          "An image holds the Java that builds it and is for Linux on x86-64, but this is "
              + system
              + ". Build the images on such a machine, for example in CI.");
    }
    var recipe = version() + "\n" + String.join("\n", OPTIONS);
    var made = folder.resolveSibling(folder.getFileName() + ".recipe");
    try {
      if (Files.exists(made) && Files.readString(made).equals(recipe)) {
        return;
      }
      Files.deleteIfExists(made);
      Folders.delete(folder);
      run(folder);
      Files.writeString(made, recipe);
    } catch (IOException unwritable) {
      throw new Unbuildable(
          "The folder " + folder + " cannot be written: " + unwritable.getMessage(), unwritable);
    }
  }

  private static void run(Path folder) {
    var jlink =
        ToolProvider.findFirst("jlink")
            .orElseThrow(
                () -> new Unbuildable("This Java has no jlink. Set JAVA_HOME to a JDK 25."));
    var arguments = new ArrayList<>(OPTIONS);
    arguments.add("--output");
    arguments.add(folder.toString());
    var output = new StringWriter();
    var writer = new PrintWriter(output);
    if (jlink.run(writer, writer, arguments.toArray(String[]::new)) != 0) {
      throw new Unbuildable("jlink made no Java for the images: " + output.toString().strip());
    }
  }
}

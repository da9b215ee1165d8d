package io.cloudapp.tests.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A checkout with what the launcher looks at and no more, so that no test builds anything under the
 * feet of the build that runs the tests.
 */
record Checkout(Path folder) {

  private static final List<String> SOURCES =
      List.of(
          "core",
          "logic",
          "functions",
          "k8s-services",
          "webapp",
          "local",
          "statemachines",
          "samples");
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** One that is built. */
  static Checkout built(Path folder) throws IOException {
    var checkout = unbuilt(folder);
    checkout.copy("local/jvm.options");
    var target = ROOT.resolve("local/target");
    var state = Files.createDirectories(folder.resolve(".cloudapp"));
    Files.writeString(
        state.resolve("classpath"),
        target.resolve("local-1.0.0-SNAPSHOT.jar")
            + File.pathSeparator
            + Files.readString(target.resolve("dependencies.txt")));
    Files.createFile(state.resolve("built"));
    return checkout;
  }

  static Checkout unbuilt(Path folder) throws IOException {
    var checkout = new Checkout(folder);
    for (var source : SOURCES) {
      Files.createDirectories(folder.resolve(source));
    }
    checkout.copy("cloudapp");
    checkout.copy("pom.xml");
    return checkout;
  }

  private void copy(String file) throws IOException {
    Files.copy(ROOT.resolve(file), folder.resolve(file));
  }

  /** A build that does what the shell script does. */
  Checkout withBuild(String script) throws IOException {
    var maven = folder.resolve("mvnw");
    Files.writeString(maven, "#!/bin/sh\n" + script + "\n");
    if (!maven.toFile().setExecutable(true)) {
      throw new IOException(maven + " cannot be made executable");
    }
    return this;
  }

  Path launcher() {
    return folder.resolve("cloudapp");
  }
}

package io.cloudapp.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class JvmOptionsTest {

  private static final List<String> JARS = List.of("app/own.jar", "app/lib/library.jar");

  @Test
  void recordsAStartThatDiffersFromTheContainersInNothingButItsPlace() {
    var root = new Root(Path.of("/build/my root"), JARS);

    assertThat(JvmOptions.recording(root).lines())
        .extracting(
            line -> line.replace("/build/my root/", "/").replace("AOTCacheOutput=", "AOTCache="))
        .isEqualTo(JvmOptions.inside(JARS).lines());
  }

  @Test
  void quotesPathsForJavasFileOfOptions() {
    var root = new Root(Path.of("/build/my \"root\""), JARS);

    assertThat(JvmOptions.recording(root).text())
        .contains(
            "\"/build/my \\\"root\\\"/app/own.jar:/build/my \\\"root\\\"/app/lib/library.jar\"\n");
  }

  @Test
  void endsWhenItsMemoryIsUsedUpAndTakesItsHeapFromTheContainers() {
    assertThat(JvmOptions.inside(JARS).lines())
        .contains("-XX:+ExitOnOutOfMemoryError", "-XX:MaxRAMPercentage=60", "-XX:+UseSerialGC")
        .endsWith("-XX:AOTCache=/app/start.aot", "-cp", "/app/own.jar:/app/lib/library.jar");
  }
}

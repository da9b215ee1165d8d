package io.cloudapp.images;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.ContainerBuildPlan;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainerImageTest {

  private static final Provenance PROVENANCE =
      new Provenance(
          Optional.of("https://example.com/cloudapp"),
          "0123456789abcdef0123456789abcdef01234567",
          Instant.parse("2026-11-22T07:00:00Z"));

  @TempDir Path folder;

  private ContainerBuildPlan plan;

  @BeforeEach
  void describe() throws IOException {
    for (var file :
        List.of(
            "lib64/ld-linux-x86-64.so.2",
            "etc/passwd",
            "opt/java/bin/java",
            "opt/java/lib/modules",
            "app/lib/library-1.0.jar",
            "app/webapp-1.0.0-SNAPSHOT.jar",
            "app/java.options",
            "app/start.aot")) {
      Files.createDirectories(folder.resolve(file).getParent());
      Files.writeString(folder.resolve(file), file);
    }
    assertThat(folder.resolve("opt/java/bin/java").toFile().setExecutable(true)).isTrue();
    var root =
        new Root(folder, List.of("app/webapp-1.0.0-SNAPSHOT.jar", "app/lib/library-1.0.jar"));
    plan =
        new ContainerImage(Part.all().getFirst(), root, PROVENANCE, "1.0.0")
            .describe()
            .toContainerBuildPlan();
  }

  @Test
  void runsAsAUserThatIsNotRootOnTheOnePlatformOfFargate() {
    assertThat(plan.getUser()).isEqualTo("10001:10001");
    assertThat(plan.getPlatforms()).containsExactly(new Platform("amd64", "linux"));
    assertThat(plan.getExposedPorts()).isEqualTo(Set.of(Port.tcp(8080)));
    assertThat(plan.getBaseImage()).isEqualTo("scratch");
  }

  @Test
  void startsJavaWithoutAShell() {
    assertThat(plan.getEntrypoint())
        .containsExactly(
            "/opt/java/bin/java", "@/app/java.options", "io.cloudapp.webapp.Application");
  }

  @Test
  void saysWhatItWasBuiltFrom() {
    assertThat(plan.getLabels())
        .containsEntry("org.opencontainers.image.source", "https://example.com/cloudapp")
        .containsEntry("org.opencontainers.image.revision", PROVENANCE.revision())
        .containsEntry("org.opencontainers.image.created", "2026-11-22T07:00:00Z")
        .containsEntry("org.opencontainers.image.version", "1.0.0")
        .containsEntry("org.opencontainers.image.base.name", "scratch");
    assertThat(plan.getCreationTime()).isEqualTo(PROVENANCE.created());
  }

  @Test
  void keepsWhatChangesTogetherInOneLayerAndTheRecordedStartLast() {
    assertThat(plan.getLayers())
        .extracting(layer -> layer.getName())
        .containsExactly("C library", "Java", "libraries", "CloudApp", "recorded start");
    assertThat(paths(3)).containsExactly("/app/java.options", "/app/webapp-1.0.0-SNAPSHOT.jar");
    assertThat(paths(4)).containsExactly("/app/start.aot");
  }

  @Test
  void putsEachFileOfTheRootIntoExactlyOneLayer() throws IOException {
    var inLayers =
        plan.getLayers().stream()
            .flatMap(layer -> ((FileEntriesLayer) layer).getEntries().stream())
            .map(entry -> entry.getExtractionPath().toString())
            .filter(path -> !path.equals("/tmp"))
            .toList();

    assertThat(inLayers)
        .containsExactlyInAnyOrderElementsOf(
            Folders.files(folder).stream().map(file -> "/" + folder.relativize(file)).toList());
  }

  @Test
  void givesEachFileTheTimeThatTheRecordedStartHoldsFor() {
    assertThat(plan.getLayers())
        .flatExtracting(layer -> ((FileEntriesLayer) layer).getEntries())
        .extracting(entry -> ((FileEntry) entry).getModificationTime())
        .containsOnly(Folders.TIME);
  }

  @Test
  void letsNobodyWriteButInTmp() {
    var rights =
        plan.getLayers().stream()
            .flatMap(layer -> ((FileEntriesLayer) layer).getEntries().stream())
            .collect(
                toMap(
                    entry -> entry.getExtractionPath().toString(),
                    entry -> entry.getPermissions().toOctalString()));

    assertThat(rights)
        .containsEntry("/tmp", "777")
        .containsEntry("/opt/java/bin/java", "755")
        .containsEntry("/app/java.options", "644");
    rights.remove("/tmp");
    assertThat(rights.values()).containsOnly("755", "644");
    assertThat(plan.getVolumes()).containsExactly(AbsoluteUnixPath.get("/tmp"));
  }

  private List<String> paths(int layer) {
    return ((FileEntriesLayer) plan.getLayers().get(layer))
        .getEntries().stream().map(entry -> entry.getExtractionPath().toString()).toList();
  }
}

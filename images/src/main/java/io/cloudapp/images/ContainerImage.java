package io.cloudapp.images;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The image of one part: its layers, and what a registry and a platform are told about it. */
record ContainerImage(Part part, Root root, Provenance provenance, String tag) {

  static final String REVISION = "org.opencontainers.image.revision";

  private static final String USER = "10001:10001";
  private static final int PORT = 8080;
  private static final FilePermissions EVERYBODY = FilePermissions.fromOctalString("777");

  /** Starts from nothing; so the same files and labels make the same image. */
  JibContainerBuilder describe() {
    return Jib.fromScratch()
        .addPlatform("amd64", "linux")
        .setFileEntriesLayers(root.layers().stream().map(this::layer).toList())
        .setEntrypoint(
            List.of("/" + Root.JAVA + "/bin/java", "@/" + Root.OPTIONS, part.mainClass()))
        .setUser(USER)
        .setWorkingDirectory(AbsoluteUnixPath.get("/tmp"))
        // Fargate gives a volume the owner and the rights that its folder has in the image.
        .addVolume(AbsoluteUnixPath.get("/tmp"))
        // Fargate gives a volume to its root user, unless the image says that there is one.
        .setVolumes(AbsoluteUnixPath.get("/tmp"))
        .setExposedPorts(Port.tcp(PORT))
        .setEnvironment(Map.of("LANG", "C.UTF-8"))
        .setLabels(labels())
        .setCreationTime(provenance.created());
  }

  private FileEntriesLayer layer(Root.Layer layer) {
    var entries = FileEntriesLayer.builder().setName(layer.name());
    if (layer.name().equals("C library")) {
      entries.addEntry(root.folder(), AbsoluteUnixPath.get("/tmp"), EVERYBODY, Folders.TIME);
    }
    for (var file : layer.files()) {
      entries.addEntry(
          root.folder().resolve(file),
          AbsoluteUnixPath.get("/" + file),
          permissions(root.folder().resolve(file)),
          Folders.TIME);
    }
    return entries.build();
  }

  private static FilePermissions permissions(Path file) {
    return FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644");
  }

  private Map<String, String> labels() {
    var labels = new TreeMap<String, String>();
    labels.put("org.opencontainers.image.title", "CloudApp " + part.name());
    labels.put("org.opencontainers.image.version", tag);
    labels.put(REVISION, provenance.revision());
    labels.put("org.opencontainers.image.created", provenance.created().toString());
    labels.put("org.opencontainers.image.base.name", "scratch");
    labels.put("io.cloudapp.image.java", JavaRuntime.version());
    labels.put(
        "io.cloudapp.image.c-library", "Debian " + CLibrary.PACKAGE + " " + CLibrary.VERSION);
    labels.put("io.cloudapp.image.bill-of-materials", "/" + Root.BILL);
    provenance.source().ifPresent(source -> labels.put("org.opencontainers.image.source", source));
    return labels;
  }
}

package io.cloudapp.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;

/**
 * The files of one image below a folder that stands for its root.
 *
 * @param classPath the jars, below the root, in the order in which Java looks into them
 */
record Root(Path folder, List<String> classPath) {

  /** What changes at the same time, from the rarest on. */
  record Layer(String name, List<Path> files) {

    Layer {
      files = List.copyOf(files);
    }
  }

  static final String JAVA = "opt/java";
  static final String START = "app/start.aot";
  static final String OPTIONS = "app/java.options";
  static final String BILL = "app/bill-of-materials.cdx.json";

  private static final String LIBRARIES = "app/lib/";
  private static final String LOGGING = "app/logback.xml";

  private static final String USERS =
      """
      root:x:0:0:root:/:/sbin/nologin
      cloudapp:x:10001:10001:CloudApp:/tmp:/sbin/nologin
      """;
  private static final String GROUPS =
      """
      root:x:0:
      cloudapp:x:10001:
      """;
  private static final String NAMES =
      """
      passwd: files
      group: files
      hosts: files dns
      """;
  private static final String SYSTEM =
      """
      PRETTY_NAME="CloudApp on Debian's C library"
      NAME="Debian GNU/Linux"
      ID=debian
      VERSION_ID="13"
      VERSION_CODENAME=trixie
      """;

  Root {
    classPath = List.copyOf(classPath);
  }

  /**
   * Writes all but the bill of materials and the recorded start.
   *
   * @param jars the part's own first
   */
  static Root write(Path folder, Path runtime, Path downloads, List<Path> jars) {
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
      CLibrary.unpack(folder, downloads);
      write(folder, "etc/passwd", USERS);
      write(folder, "etc/group", GROUPS);
      write(folder, "etc/nsswitch.conf", NAMES);
      write(folder, "etc/os-release", SYSTEM);
      Folders.link(runtime, folder.resolve(JAVA));
      var root = new Root(folder, copyJars(folder, jars));
      write(folder, LOGGING, logging());
      write(folder, OPTIONS, JvmOptions.inside(root.classPath()).text());
      Folders.setTimes(folder);
      return root;
    } catch (IOException failure) {
      throw new Unbuildable("The files of the image cannot be put together: " + failure, failure);
    }
  }

  /** The layers of the image; the last holds the recorded start, which no two builds share. */
  List<Layer> layers() {
    try {
      return List.of(
          layer("C library", file -> !file.startsWith(JAVA) && !file.startsWith("app/")),
          layer("Java", file -> file.startsWith(JAVA)),
          layer("libraries", file -> file.startsWith(LIBRARIES)),
          layer(
              "CloudApp",
              file ->
                  file.startsWith("app/") && !file.startsWith(LIBRARIES) && !file.equals(START)),
          layer("recorded start", START::equals));
    } catch (IOException failure) {
      throw new Unbuildable("The files of the image cannot be listed: " + failure, failure);
    }
  }

  private Layer layer(String name, Predicate<String> belongs) throws IOException {
    return new Layer(
        name,
        Folders.files(folder).stream()
            .map(folder::relativize)
            .filter(file -> belongs.test(file.toString()))
            .toList());
  }

  private static List<String> copyJars(Path folder, List<Path> jars) throws IOException {
    var classPath = new ArrayList<String>();
    var names = new HashSet<String>();
    for (var jar : jars) {
      var name = jar.getFileName().toString();
      if (!names.add(name)) {
        throw new Unbuildable("Two libraries of the image have the same file name, " + name + ".");
      }
      var place = (isOurs(name) ? "app/" : LIBRARIES) + name;
      var target = folder.resolve(place);
      Files.createDirectories(target.getParent());
      Files.copy(jar, target);
      classPath.add(place);
    }
    return classPath;
  }

  private static boolean isOurs(String jar) {
    return jar.endsWith("-SNAPSHOT.jar");
  }

  private static String logging() throws IOException {
    try (var file = Root.class.getResourceAsStream("/container-logback.xml")) {
      return new String(file.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  private static void write(Path folder, String place, String text) throws IOException {
    var file = folder.resolve(place);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}

package io.cloudapp.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Where images are made.
 *
 * @param checkout the folder of the parts' modules
 * @param folder for what is made
 * @param downloads for what is fetched, kept from build to build
 */
record Workshop(Path checkout, Path folder, Path downloads) {

  /**
   * An image in a file.
   *
   * @param id the same for the same files and labels
   */
  record Made(ContainerImage image, Path file, String id) {}

  /** Throws away what an earlier run left; times say nothing about the age of these files. */
  void clear() {
    try {
      Folders.delete(cache());
      Files.createDirectories(folder);
    } catch (IOException failure) {
      throw new Unbuildable("The folder " + folder + " cannot be written: " + failure, failure);
    }
  }

  Path cache() {
    return folder.resolve("cache");
  }

  /** Builds the files of the image, its recorded start among them, and the image. */
  Made make(Part part, Provenance provenance, String tag) {
    var runtime = folder.resolve("java");
    JavaRuntime.link(runtime);
    var root = Root.write(folder.resolve(part.name()), runtime, downloads, jars(part));
    BillOfMaterials.write(
        part,
        checkout.resolve(part.module()).resolve("target/bill.json"),
        root,
        folder.resolve(part.name() + ".cdx.json"));
    Recording.make(part, root, folder);
    var image = new ContainerImage(part, root, provenance, tag);
    var file = folder.resolve(part.name() + ".tar");
    var container = save(image, file);
    return new Made(image, file, container.getImageId().toString());
  }

  private JibContainer save(ContainerImage image, Path file) {
    try {
      return image
          .describe()
          .containerize(
              Containerizer.to(
                      TarImage.at(file)
                          .named("cloudapp/" + image.part().name() + ":" + image.tag()))
                  .setToolName("cloudapp")
                  .setOfflineMode(true)
                  .setApplicationLayersCache(cache())
                  .setBaseImageLayersCache(cache()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unbuildable("Writing " + file + " was interrupted.", interrupted);
    } catch (ExecutionException
        | RegistryException
        | IOException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException failure) {
      throw new Unbuildable("The image " + file + " cannot be written: " + failure, failure);
    }
  }

  private List<Path> jars(Part part) {
    var target = checkout.resolve(part.module()).resolve("target");
    var jars = new ArrayList<Path>();
    try (var own = Files.newDirectoryStream(target, part.name() + "-*.jar")) {
      own.forEach(jars::add);
      var libraries = Files.readString(target.resolve("dependencies.txt")).strip();
      Stream.of(libraries.split(File.pathSeparator)).map(Path::of).forEach(jars::add);
    } catch (IOException missing) {
      throw new Unbuildable(
          part.name()
              + " is not built: there is no "
              + missing.getMessage()
              + ". Run ./cloudapp images.",
          missing);
    }
    return jars;
  }
}

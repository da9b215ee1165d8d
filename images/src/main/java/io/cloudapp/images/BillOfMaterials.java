package io.cloudapp.images;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What an image is made of, as CycloneDX: the libraries that Maven knows, Java and the C library.
 */
final class BillOfMaterials {

  private BillOfMaterials() {}

  /**
   * Writes the bill into the image's files and beside the image.
   *
   * @param fromMaven the bill of the part's module
   */
  static void write(Part part, Path fromMaven, Root root, Path beside) {
    if (!Files.exists(fromMaven)) {
      throw new Unbuildable(
          "There is no bill of materials of "
              + part.name()
              + " at "
              + fromMaven
              + ". Run ./mvnw -Pimages package, or ./cloudapp images, which does it.");
    }
    try {
      var bill = Json.mapper().readValue(fromMaven.toFile(), ObjectNode.class);
      var components =
          bill.get("components") instanceof ArrayNode libraries
              ? libraries
              : bill.putArray("components");
      components.add(java());
      components.add(cLibrary());
      var text = Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(bill) + "\n";
      Files.writeString(root.folder().resolve(Root.BILL), text);
      Files.writeString(beside, text);
      Folders.setTimes(root.folder().resolve(Root.BILL).getParent());
    } catch (IOException failure) {
      throw new Unbuildable(
          "The bill of materials of " + part.name() + " cannot be written: " + failure, failure);
    }
  }

  private static ObjectNode java() {
    var version = Runtime.version().toString();
    var component = component("jdk", version, "pkg:generic/openjdk@" + version);
    component.put("description", "Java runtime of " + System.getProperty("java.vendor"));
    return component;
  }

  private static ObjectNode cLibrary() {
    return component(
        CLibrary.PACKAGE,
        CLibrary.VERSION,
        "pkg:deb/debian/%s@%s?arch=amd64&distro=debian-13"
            .formatted(CLibrary.PACKAGE, CLibrary.VERSION.replace("+", "%2B")));
  }

  private static ObjectNode component(String name, String version, String packageUrl) {
    return Json.mapper()
        .createObjectNode()
        .put("type", "library")
        .put("bom-ref", packageUrl)
        .put("name", name)
        .put("version", version)
        .put("purl", packageUrl);
  }
}

package io.cloudapp.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PartTest {

  static List<Part> parts() {
    return Part.all();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void isAModuleThatTheBuildPreparesForAnImage(Part part) {
    var module = Path.of("..").resolve(part.module());

    assertThat(module.resolve(".image")).exists();
    assertThat(module.resolve("src/main/java/" + part.mainClass().replace('.', '/') + ".java"))
        .content()
        .contains("public static void main(");
  }

  @ParameterizedTest
  @MethodSource("parts")
  void hasItsModuleInTheBuildOfTheImages(Part part) throws Exception {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains("<artifactId>" + part.name() + "</artifactId>");
  }
}

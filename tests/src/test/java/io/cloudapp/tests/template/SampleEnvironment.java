package io.cloudapp.tests.template;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** {@code samples/env.json}: what points a function in a container at {@code ./cloudapp up}. */
final class SampleEnvironment {

  static final String DATABASE_URL = "jdbc:postgresql://host.docker.internal:8432/postgres";

  private SampleEnvironment() {}

  static Map<String, String> read() throws IOException {
    var file = Json.mapper().readTree(Path.of("../samples/env.json").toFile());
    return Json.mapper()
        .convertValue(file.path("Parameters"), new TypeReference<Map<String, String>>() {});
  }
}

package io.cloudapp.webapp.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TemplatesTest {

  private static final Path VIEWS = Path.of("src/main/resources/views");

  /** Its attributes may have a {@code >} in them. */
  private static final Pattern TAG =
      Pattern.compile("<[a-z][a-z0-9:]*(\\s+[a-z:-]+(=\"[^\"]*\")?)*\\s*/?>");

  static List<Path> views() throws IOException {
    try (var files = Files.walk(VIEWS)) {
      return files.filter(file -> file.toString().endsWith(".html")).toList();
    }
  }

  /** Thymeleaf replaces a tag before it would look at its condition, which then counts nothing. */
  @ParameterizedTest
  @MethodSource("views")
  void putsAConditionAroundWhatIsReplaced(Path view) throws IOException {
    assertThat(TAG.matcher(Files.readString(view)).results())
        .extracting(tag -> tag.group())
        .noneMatch(
            tag ->
                tag.contains("th:replace=")
                    && (tag.contains("th:if=") || tag.contains("th:unless=")));
  }
}

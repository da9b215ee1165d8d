package io.cloudapp.pulumi.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation as its readers find it; paths are those of the repository. */
record Page(Path path, String text) {

  static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("(?m)^(#{1,6}) (.+)$");
  private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```$");

  static Page of(String path) {
    try {
      var file = REPOSITORY.resolve(path);
      return new Page(Path.of(path), Files.readString(file));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** README and all below docs. */
  static List<Page> all() {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("docs"))) {
      return Stream.concat(
              Stream.of("README.md"),
              files
                  .filter(file -> file.toString().endsWith(".md"))
                  .map(file -> REPOSITORY.relativize(file).toString())
                  .sorted())
          .map(Page::of)
          .toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Where the page links to within the repository, with the anchor; blocks of code apart. */
  List<String> links() {
    return LINK.matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(link -> link.group(1))
        .filter(link -> !link.matches("[a-z]+:.*"))
        .toList();
  }

  /** The blocks of code, without their fences. */
  List<String> code() {
    return CODE.matcher(text)
        .results()
        .map(block -> block.group().replaceAll("(?m)^```.*\n?", ""))
        .toList();
  }

  /** What a link to a heading says after {@code #}, as GitHub makes it. */
  List<String> anchors() {
    return HEADING
        .matcher(CODE.matcher(text).replaceAll(""))
        .results()
        .map(heading -> anchor(heading.group(2)))
        .toList();
  }

  /** The sections of the second level: heading → the headings below it. */
  Map<String, List<String>> sections() {
    var sections = new LinkedHashMap<String, List<String>>();
    var below = new ArrayList<String>();
    for (var heading : HEADING.matcher(text).results().toList()) {
      if (heading.group(1).length() == 2) {
        below = new ArrayList<>();
        sections.put(heading.group(2), below);
      } else if (heading.group(1).length() == 3) {
        below.add(heading.group(2));
      }
    }
    return sections;
  }

  /** The rows of its tables: the cells, trimmed. */
  List<List<String>> rows() {
    return text.lines()
        .filter(line -> line.startsWith("| ") || line.startsWith("|-"))
        .map(line -> line.replaceFirst("^\\|", "").replaceFirst("\\|$", ""))
        .map(line -> Stream.of(line.split("(?<!\\\\)\\|", -1)).map(String::strip).toList())
        .toList();
  }

  private static String anchor(String heading) {
    return heading
        .toLowerCase(Locale.ROOT)
        .replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
        .replaceAll("[^\\p{L}\\p{N} _-]", "")
        .replace(' ', '-');
  }

  @Override
  public String toString() {
    return path.toString();
  }
}

package io.cloudapp.pulumi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A reader who follows a link or types a command finds what the page names. */
class LinksTest {

  private static final Pattern COMMAND = Pattern.compile("\\./cloudapp +([a-z][a-z-]*)");
  private static final Pattern OPTION = Pattern.compile("\\./cloudapp [^\n`]*?(--[a-z-]+)");

  /** Files that a page names in its code and in its sentences. */
  private static final Pattern FILE =
      Pattern.compile(
          "(?<![\\w/.<-])((?:core|docs|functions|k8s-services|local|logic|pulumi|samples|statemachines"
              + "|tests|webapp)/[\\w./-]*[\\w])");

  static List<Page> pages() {
    return Page.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linksToWhatIsThere(Page page) {
    assertThat(page.links())
        .allSatisfy(
            link -> {
              var parts = link.split("#", 2);
              var target =
                  parts[0].isEmpty()
                      ? page.path()
                      : page.path().resolveSibling(parts[0]).normalize();
              assertThat(Page.REPOSITORY.resolve(target)).exists();
              if (parts.length == 2) {
                assertThat(Page.of(target.toString()).anchors()).contains(parts[1]);
              }
            });
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesCommandsThatTheLauncherKnows(Page page) throws IOException {
    var launcher = Files.readString(Page.REPOSITORY.resolve("cloudapp"));

    assertThat(COMMAND.matcher(page.text()).results().map(command -> command.group(1)))
        .allSatisfy(command -> assertThat(launcher).contains("./cloudapp " + command));
    assertThat(OPTION.matcher(page.text()).results().map(option -> option.group(1)))
        .allSatisfy(option -> assertThat(launcher).contains(option));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void namesFilesThatAreThereOrThatTheBuildMakes(Page page) {
    assertThat(FILE.matcher(page.text()).results().map(file -> file.group(1)))
        .filteredOn(file -> !file.contains("/target/"))
        .allSatisfy(file -> assertThat(beside(page, file)).anyMatch(Files::exists));
  }

  /** A page in docs may name a file of the repository or one beside itself. */
  private static List<Path> beside(Page page, String file) {
    return Stream.of(Path.of(file), page.path().resolveSibling(file))
        .map(Page.REPOSITORY::resolve)
        .toList();
  }
}

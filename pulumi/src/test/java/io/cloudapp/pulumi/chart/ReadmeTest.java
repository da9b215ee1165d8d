package io.cloudapp.pulumi.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class ReadmeTest {

  private static final String BEGIN =
      "<!-- The table is made of values.yaml; see ReadmeTest. -->\n";
  private static final String END = "<!-- End of the table. -->\n";

  /** Rewritten by -Dgolden.rewrite. */
  @Test
  void hasTheValuesWithTheirComments() throws Exception {
    var readme = Chart.FOLDER.resolve("README.md");
    var text = Files.readString(readme);
    var expected =
        text.substring(0, text.indexOf(BEGIN) + BEGIN.length())
            + "\n"
            + ValuesTable.of(Chart.read(Chart.FOLDER.resolve("values.yaml")))
            + "\n"
            + text.substring(text.indexOf(END));

    if (Boolean.getBoolean("golden.rewrite")) {
      Files.writeString(readme, expected);
    }

    assertThat(Files.readString(readme))
        .as("See docs/how-to-change-the-chart.md for how to rewrite it")
        .isEqualTo(expected);
  }

  @Test
  void describesAValueByTheCommentAboveIt() {
    var table =
        ValuesTable.of(
            """
            # The whole file.

            # First line
            # and second.
            colour: red
            size:
              # How | wide.
              width: 12
              # How long.
              lengths:
                - 1
                - 2
            door:
              width: 3
            """);

    assertThat(table)
        .isEqualTo(
            """
            | value | default | what it is |
            |---|---|---|
            | `colour` | `red` | First line and second. |
            | `size.width` | `12` | How \\| wide. |
            | `size.lengths` | `[1, 2]` | How long. |
            | `door.width` | `3` | As `size.width`. |
            """);
  }

  @Test
  void leavesNoValueWithoutADescription() {
    assertThat(ValuesTable.of(Chart.read(Chart.FOLDER.resolve("values.yaml"))).lines())
        .hasSizeGreaterThan(20)
        .noneMatch(line -> line.endsWith("|  |"));
  }
}

package io.cloudapp.core.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  @Test
  void beginsWithTheColumnsAndEndsEachRowAsTheStandardSays() {
    var out = new StringBuilder();

    new CsvWriter(out, "when", "who", "count")
        .row(Instant.parse("2026-11-22T02:00:00Z"), "ada", 3)
        .row(Optional.empty(), Optional.of("grace"), new BigDecimal("0.0116"));

    assertThat(out)
        .hasToString("when,who,count\r\n2026-11-22T02:00:00Z,ada,3\r\n,grace,0.0116\r\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          plain       | plain
          a b         | a b
          a,b         | "a,b"
          a;b         | "a;b"
          say "hello" | "say ""hello\"""
          "           | \"""\"
          Grüße       | Grüße
          1=1         | 1=1
          a@b.example | a@b.example
          """)
  void quotesWhatWouldSplitACell(String text, String cell) {
    assertThat(written(text)).isEqualTo(cell);
  }

  @Test
  void keepsLineBreaksAndBlanksAtTheEdgesInOneCell() {
    assertThat(written("one\r\ntwo")).isEqualTo("\"one\r\ntwo\"");
    assertThat(written(" edge ")).isEqualTo("\" edge \"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-2+3",
        "@SUM(A1)",
        "=cmd|' /C calc'!A0",
        "=HYPERLINK(\"http://evil.example\",\"x\")",
        "|calc",
        "%0A=1",
        " =1",
        "\t=1",
        "\tcalm",
        "\r=1",
        "\n=1",
        "\u00a0=1",
        "\ufeff=1",
        "\u200b=1",
        "\u0001=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1"
      })
  void makesATextOfWhatASpreadsheetWouldCalculate(String formula) {
    assertThat(written(formula).replaceFirst("^\"", "")).startsWith("'");
  }

  @Test
  void leavesNegativeNumbersNumbers() {
    assertThat(written(-3)).isEqualTo("-3");
    assertThat(written(Optional.of(-0.5))).isEqualTo("-0.5");
  }

  @Test
  void writesNoRowOfAnotherLength() {
    var out = new StringBuilder();
    var csv = new CsvWriter(out, "one", "two");

    assertThatThrownBy(() -> csv.row("only one")).hasMessage("1 cells for 2 columns");
    assertThat(out).hasToString("one,two\r\n");
  }

  private static String written(Object value) {
    var out = new StringBuilder();
    new CsvWriter(out, "column").row(value);
    var text = out.substring("column\r\n".length());
    return text.substring(0, text.length() - 2);
  }
}

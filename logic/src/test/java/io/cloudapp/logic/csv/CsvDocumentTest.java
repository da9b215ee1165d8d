package io.cloudapp.logic.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvDocumentTest {

  @Test
  void hasAHeaderAndEndsEachLineAsTheStandardSays() {
    var document = new CsvDocument("name", "count");
    document.row("ada", 3);

    assertThat(document).hasToString("name,count\r\nada,3\r\n");
  }

  @Test
  void quotesWhatWouldBreakACell() {
    var document = new CsvDocument("name");
    document.row("a,b");
    document.row("say \"hi\"");
    document.row("two\nlines");

    assertThat(document).hasToString("name\r\n\"a,b\"\r\n\"say \"\"hi\"\"\"\r\n\"two\nlines\"\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "=1+1",
        "+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "=HYPERLINK(\"http://example.com\",\"x\")",
        "=cmd|' /C calc'!A0"
      })
  void keepsSpreadsheetsFromRunningATextAsAFormula(String text) {
    var document = new CsvDocument("name");
    document.row(text);

    var cell = document.toString().substring("name\r\n".length());
    assertThat(cell).matches("(?s)\"?'.*");
  }

  @Test
  void leavesNumbersAsTheyAreAlsoNegativeOnes() {
    var document = new CsvDocument("change", "cost");
    document.row(-5, new BigDecimal("-0.0400"));

    assertThat(document.toString()).endsWith("\r\n-5,-0.0400\r\n");
  }

  @Test
  void refusesARowOfAnotherWidth() {
    var document = new CsvDocument("name");

    assertThatThrownBy(() -> document.row("ada", 3)).isInstanceOf(IllegalArgumentException.class);
  }
}

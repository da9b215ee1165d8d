package io.cloudapp.logic.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.logic.people.NewPerson.Reading.Bad;
import io.cloudapp.logic.people.NewPerson.Reading.Good;
import io.cloudapp.logic.people.UserFile.Entry;
import io.cloudapp.logic.people.UserFile.Readable;
import io.cloudapp.logic.people.UserFile.Unreadable;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UserFileTest {

  @Test
  void readsTheColumnsInWhicheverOrderTheyCome() {
    var entries =
        entries(
            """
            Email,USERNAME,Quota,Admin
            ada@example.com,Ada,5,yes
            "grace@example.com"," grace ",,
            """);

    assertThat(entries)
        .extracting(Entry::reading)
        .containsExactly(
            new Good(new NewPerson("ada", "ada@example.com", 5, true)),
            new Good(new NewPerson("grace", "grace@example.com", 3, false)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r\n"})
  void numbersTheLinesAsAnEditorDoes(String end) {
    var csv = String.join(end, "username,email", "a,a@x.org", "", "b,b@x.org", "c,c@x.org");

    assertThat(entries(csv)).extracting(Entry::number).containsExactly(2L, 4L, 5L);
    assertThat(entries(csv + end)).extracting(Entry::number).containsExactly(2L, 4L, 5L);
  }

  @Test
  void readsWhatASpreadsheetSaves() {
    assertThat(entries("\ufeffusername,email\r\nada,ada@example.com\r\n")).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ada,,,|email",
        ",a@example.com,,|username",
        "=HYPERLINK(1),a@example.com,,|username",
        "<b>,a@example.com,,|username",
        "ada|line",
        "ada,a@example.com,3,no,more|line",
        "ada,a@example.com,-1,no|quota",
        "ada,a@example.com,1e3,no|quota",
        "ada,a@example.com,3,maybe|admin",
        "grace,g@example.com,3,no|username"
      })
  void saysWhatIsWrongWithALine(String line, String field) {
    var entries = entries("username,email,quota,admin\nGrace,grace@example.com,3,no\n" + line);

    var bad = assertThat(entries.get(1).reading()).asInstanceOf(type(Bad.class)).actual();
    assertThat(bad.errors()).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void cutsANameThatIsNone() {
    var entries = entries("username,email\n" + "x".repeat(5000) + ",a@example.com");

    assertThat(entries.getFirst().username()).hasSize(65);
    assertThat(entries.getFirst().reading()).isInstanceOf(Bad.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "username,email",
        "ada,ada@example.com",
        "username;email\nada;ada@example.com",
        "username,email,password\nada,ada@example.com,secret",
        "username,email,username\nada,ada@example.com,eve",
        "username,email\n\"ada,ada@example.com",
        "username,email\n\"ada\"x,ada@example.com",
        "username,email\nada\0,ada@example.com",
        "PK\u0003\u0004"
      })
  void refusesWhatIsNoSuchFile(String csv) {
    assertThat(UserFile.read(csv)).isInstanceOf(Unreadable.class);
  }

  @Test
  void takesFiveHundredLinesAndNoMore() {
    assertThat(entries(lines(500))).hasSize(500);
    assertThat(UserFile.read(lines(501))).isInstanceOf(Unreadable.class);
    assertThat(UserFile.read("username,email\n" + "x".repeat(64 * 1024)))
        .isInstanceOf(Unreadable.class);
  }

  private static String lines(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "u%d,u%d@example.com".formatted(number, number))
        .collect(Collectors.joining("\n", "username,email\n", "\n"));
  }

  private static List<Entry> entries(String csv) {
    return assertThat(UserFile.read(csv)).asInstanceOf(type(Readable.class)).actual().entries();
  }
}

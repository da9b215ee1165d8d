package io.cloudapp.webapp.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.context.ServerRequestContext;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ApiSentencesTest {

  @Test
  void saysInEnglishWhatTheApiSays() {
    var problem = Problem.of(ProblemType.CONFLICT, "Somebody else was faster.");

    assertThat(in("en", () -> ApiSentences.tell(problem)))
        .isEqualTo(new ApiSentences.Told("Somebody else was faster.", ""));
    assertThat(in("en", () -> ApiSentences.title(problem)))
        .isEqualTo("Someone changed this meanwhile");
  }

  @Test
  void translatesTheSentencesOfTheCatalogueWithWhatStandsInThem() {
    assertThat(in("de", () -> ApiSentences.tell("You have this key already, as \"$1 \\{0}\".")))
        .isEqualTo("Sie haben diesen Schlüssel schon, als „$1 \\{0}“.");
    assertThat(in("de", () -> ApiSentences.tell("Nobody translated this.")))
        .isEqualTo("Nobody translated this.");
  }

  @Test
  void losesNothingOfWhatItCannotTranslate() {
    var problem = Problem.of(ProblemType.CONFLICT, "Somebody else was faster.");

    assertThat(in("de", () -> ApiSentences.tell(problem)))
        .isEqualTo(
            new ApiSentences.Told(
                "Inzwischen hat es jemand geändert. Laden Sie es neu und ändern Sie es dann.",
                "Somebody else was faster."));
    assertThat(in("de", () -> ApiSentences.inOneText(problem)))
        .endsWith("(„Somebody else was faster.“)");
    assertThat(in("de", () -> ApiSentences.tellOfField("Too short.")))
        .isEqualTo("Das wird so nicht angenommen. („Too short.“)");
  }

  @Test
  void hasASentenceForProblemsOfKindsItDoesNotKnow() {
    var problem = new Problem(URI.create("urn:other"), "Odd", 418, "", "", List.of());

    assertThat(in("de", () -> ApiSentences.tell(problem).sentence())).startsWith("Das hat nicht");
    assertThat(in("en", () -> ApiSentences.tell(problem).sentence())).startsWith("This did not");
  }

  @Test
  void hasACatalogueOfPairs() throws IOException {
    try (var stream = getClass().getResourceAsStream("/messages/api_de.txt")) {
      var blocks = new String(stream.readAllBytes(), UTF_8).strip().split("\n\n");

      assertThat(blocks).allMatch(block -> block.lines().count() == 2);
    }
  }

  private static <T> T in(String language, Supplier<T> action) {
    var request = HttpRequest.GET("/").header("Accept-Language", language);
    return ServerRequestContext.with(request, action);
  }
}

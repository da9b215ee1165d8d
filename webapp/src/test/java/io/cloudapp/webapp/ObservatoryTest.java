package io.cloudapp.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages as the MDN HTTP Observatory would see them behind TLS. */
class ObservatoryTest {

  private static FakeApi api;
  private static RunningWebApp app;

  @BeforeAll
  static void start() {
    api = new FakeApi();
    app = new RunningWebApp(api.url(), Map.of("cloudapp.web.secure-cookies", true));
  }

  @AfterAll
  static void stop() {
    app.close();
    api.close();
  }

  @Test
  void earnsAllPointsThereAreForTheFirstPage() {
    var modifiers = Observatory.modifiers(app.browser().get("/sign-in"));

    assertThat(modifiers)
        .containsEntry("content-security-policy", 10)
        .containsEntry("cookies", 5)
        .containsEntry("cross-origin-resource-policy", 10)
        .containsEntry("referrer-policy", 5)
        .containsEntry("x-frame-options", 5)
        .allSatisfy((test, modifier) -> assertThat(modifier).as(test).isNotNegative());
    assertThat(Observatory.score(modifiers)).isEqualTo(135);
  }

  @Test
  void earnsAnAPlusForWhatIsNoPageToo() {
    for (var path : List.of("/", "/nothing", "/health", "/sign-out", "/assets/none.css")) {
      assertThat(Observatory.score(Observatory.modifiers(app.browser().get(path))))
          .as(path)
          .isGreaterThanOrEqualTo(130);
    }
  }

  @Test
  void marksDownWhatIsMissing() {
    try (var plain = new RunningWebApp(api.url(), Map.of())) {
      var modifiers = Observatory.modifiers(plain.browser().get("/sign-in"));

      assertThat(modifiers)
          .containsEntry("cookies", -40)
          .containsEntry("strict-transport-security", -20);
      assertThat(Observatory.score(modifiers)).isEqualTo(40);
    }
  }
}

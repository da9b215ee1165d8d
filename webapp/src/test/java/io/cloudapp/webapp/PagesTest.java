package io.cloudapp.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest {

  private static FakeApi api;
  private static RunningWebApp app;

  private final Browser browser = app.browser();

  @BeforeAll
  static void start() {
    api = new FakeApi();
    app = new RunningWebApp(api.url(), Map.of());
  }

  @AfterAll
  static void stop() {
    app.close();
    api.close();
  }

  @BeforeEach
  void reset() {
    api.reset();
  }

  @Test
  void signsInAndShowsTheInstances() {
    var answer = browser.signIn();

    assertThat(answer.statusCode()).isEqualTo(303);
    var home = browser.get(Browser.location(answer));
    assertThat(home.statusCode()).isEqualTo(200);
    assertThat(home.body())
        .contains("ec2-52-16-4-9.eu-west-1.compute.amazonaws.com")
        .contains("1 of 3 instances in use")
        .contains("t3.medium")
        .contains("at most 24 h");
  }
}

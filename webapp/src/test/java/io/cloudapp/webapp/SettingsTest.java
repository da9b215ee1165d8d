package io.cloudapp.webapp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.webapp.session.WebSettings;
import io.micronaut.context.env.PropertySource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void takesSessionsOfAnOlderKeyWhileItIsThere() {
    try (var api = new FakeApi();
        var before = new RunningWebApp(api.url(), Map.of());
        var after =
            new RunningWebApp(
                api.url(),
                Map.of("cloudapp.web.active-key", "new", "cloudapp.web.keys.new", key(32, 1)));
        var without = new RunningWebApp(api.url(), Map.of("cloudapp.web.keys.test", key(32, 2)))) {
      var browser = before.browser();
      browser.signIn();
      var rotated = after.browser();
      rotated.cookies.putAll(browser.cookies);
      var stranger = without.browser();
      stranger.cookies.putAll(browser.cookies);

      assertThat(rotated.get("/profile").statusCode()).isEqualTo(200);
      assertThat(stranger.get("/profile").statusCode()).isEqualTo(303);
    }
  }

  @Test
  void takesItsKeysFromTheEnvironment() {
    var environment =
        PropertySource.of(
            "environment",
            Map.of("CLOUDAPP_WEB_ACTIVE_KEY", "first", "CLOUDAPP_WEB_KEYS_FIRST", key(32, 3)),
            PropertySource.PropertyConvention.ENVIRONMENT_VARIABLE);
    try (var context =
        Application.builder()
            .propertySources(environment)
            .properties(Map.of("cloudapp.api.url", "http://localhost:1"))
            .start()) {
      assertThat(context.getBean(WebSettings.class).keys()).containsOnlyKeys("first");
    }
  }

  @Test
  void refusesToStartWithoutAKeyOfFullLength() {
    assertThatThrownBy(() -> new WebSettings(true, "a", Map.of()))
        .hasMessageContaining("cloudapp.web.active-key");
    assertThatThrownBy(() -> new WebSettings(true, "a", Map.of("a", key(16, 0))))
        .hasMessageContaining("256 bits");
  }

  @Test
  void writesNoKeyIntoItsText() {
    assertThat(new WebSettings(true, "a", Map.of("a", key(32, 7))).toString())
        .doesNotContain(key(32, 7));
  }

  private static String key(int length, int filler) {
    var bytes = new byte[length];
    Arrays.fill(bytes, (byte) filler);
    return Base64.getEncoder().encodeToString(bytes);
  }
}

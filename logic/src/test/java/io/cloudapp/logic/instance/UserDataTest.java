package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.World;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class UserDataTest {

  private static final Instant EXPIRES_AT = Instant.parse("2026-11-21T20:00:00.4Z");

  @Test
  void keepsPackagesAndScriptAsData() {
    var script = "echo '\"; rm -rf / #' $(id)\n";
    var document = document(with(List.of("nginx; reboot", "git"), script), List.of());

    assertThat(document.get("packages"))
        .extracting(JsonNode::asText)
        .containsExactly("nginx; reboot", "git");
    assertThat(file(document, "/opt/cloudapp/setup")).isEqualTo(script);
    assertThat(document.get("runcmd"))
        .allMatch(JsonNode::isArray)
        .noneMatch(command -> command.toString().contains("rm -rf"))
        .anyMatch(command -> command.toString().equals("[\"/bin/bash\",\"/opt/cloudapp/setup\"]"));
  }

  @Test
  void endsTheInstanceByItselfWhenItsTimeIsOver() {
    var document = document(World.nginx(), List.of());

    assertThat(file(document, "/etc/systemd/system/cloudapp-expiry.timer"))
        .contains("OnCalendar=2026-11-21 20:00:01 UTC\n");
    assertThat(file(document, "/etc/systemd/system/cloudapp-expiry.service"))
        .contains("ExecStart=/usr/bin/systemctl poweroff\n");
  }

  @Test
  void letsNobodyInByPassword() {
    var document = document(World.nginx(), List.of());

    assertThat(document.get("ssh_pwauth").asBoolean(true)).isFalse();
    assertThat(document.get("disable_root").asBoolean()).isTrue();
    assertThat(document.has("ssh_authorized_keys")).isFalse();
    assertThat(file(document, "/etc/ssh/sshd_config.d/10-cloudapp.conf"))
        .contains("PasswordAuthentication no");
  }

  @Test
  void putsAllKeysOfTheOwnerOnTheInstance() {
    var document = document(World.nginx(), List.of("ssh-ed25519 AAAA ada", "ssh-rsa BBBB work"));

    assertThat(document.get("ssh_authorized_keys"))
        .extracting(JsonNode::asText)
        .containsExactly("ssh-ed25519 AAAA ada", "ssh-rsa BBBB work");
  }

  @Test
  void runsNothingWithoutPackagesAndScript() {
    var document = document(with(List.of(), ""), List.of());

    assertThat(document.has("packages")).isFalse();
    assertThat(document.toString()).doesNotContain("/opt/cloudapp/setup");
  }

  @Test
  void refusesWhatIsLargerThanEc2Takes() {
    var small = with(List.of(), "x".repeat(10_000));
    var large = with(List.of(), "x".repeat(12_000));

    assertThat(UserData.write(small, EXPIRES_AT, List.of())).isPresent();
    assertThat(UserData.write(large, EXPIRES_AT, List.of())).isEmpty();
  }

  private static Configuration with(List<String> packages, String script) {
    var nginx = World.nginx();
    return new Configuration(
        nginx.name(),
        nginx.version(),
        nginx.enabled(),
        nginx.description(),
        nginx.ami(),
        nginx.loginUser(),
        nginx.instanceType(),
        nginx.disk(),
        packages,
        script,
        nginx.ingress(),
        nginx.maximumLifetimeHours(),
        nginx.changedAt());
  }

  private static JsonNode document(Configuration configuration, List<String> publicKeys) {
    var text = UserData.write(configuration, EXPIRES_AT, publicKeys).orElseThrow();
    assertThat(text).startsWith("#cloud-config\n{");
    try {
      return Json.mapper().readTree(text.substring("#cloud-config\n".length()));
    } catch (IOException notJson) {
      throw new AssertionError(text, notJson);
    }
  }

  private static String file(JsonNode document, String path) {
    return StreamSupport.stream(document.get("write_files").spliterator(), false)
        .filter(file -> file.get("path").asText().equals(path))
        .map(file -> Base64.getDecoder().decode(file.get("content").asText()))
        .map(content -> new String(content, StandardCharsets.UTF_8))
        .findFirst()
        .orElseThrow();
  }
}

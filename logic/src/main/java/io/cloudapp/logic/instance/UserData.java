package io.cloudapp.logic.instance;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.compute.TagName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cloud-init document of an instance.
 *
 * <p>It is written as JSON, which is YAML too. What an admin typed is data in it, never a part of a
 * command line: packages are a list, the script is a file.
 */
final class UserData {

  /** EC2's limit on user data before base64. */
  static final int MAXIMUM_BYTES = 16 * 1024;

  /** What a configuration leaves free for the owner's public key: RSA of 4096 bits has 740. */
  static final int ROOM_FOR_PUBLIC_KEY = 1024;

  private static final DateTimeFormatter SYSTEMD_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  private static final String SETUP = "/opt/cloudapp/setup";

  private static final String SSH_SERVER =
      """
      PasswordAuthentication no
      KbdInteractiveAuthentication no
      PermitRootLogin no
      X11Forwarding no
      """;

  private static final String EXPIRY_SERVICE =
      """
      [Unit]
      Description=End this instance when its time is over
      [Service]
      Type=oneshot
      ExecStart=/usr/bin/systemctl poweroff
      """;

  private static final String EXPIRY_TIMER =
      """
      [Unit]
      Description=When the time of this instance is over
      [Timer]
      OnCalendar=%s
      Persistent=true
      AccuracySec=1s
      [Install]
      WantedBy=timers.target
      """;

  private static final String END_CHECK = "/opt/cloudapp/end-when-over";

  /**
   * Ends the instance by its tag, which follows every change of its lifetime; keeps quiet when the
   * tag cannot be read. The address and the last command are arguments for tests alone.
   */
  private static final String END_CHECK_SCRIPT =
      """
      #!/bin/bash
      metadata=${1:-http://169.254.169.254}/latest
      token=$(curl -sf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' \
        "$metadata/api/token") || exit 0
      ends=$(curl -sf -m 5 -H "X-aws-ec2-metadata-token: $token" \
        "$metadata/meta-data/tags/instance/%s") || exit 0
      ends=$(date -d "$ends" +%%s) || exit 0
      if [ "$(date +%%s)" -ge "$ends" ]; then ${2:-/usr/bin/systemctl poweroff}; fi
      """
          .formatted(TagName.EXPIRES_AT);

  private static final String END_CHECK_SERVICE =
      """
      [Unit]
      Description=End this instance when the time in its tag is over
      [Service]
      Type=oneshot
      ExecStart=/opt/cloudapp/end-when-over
      """;

  private static final String END_CHECK_TIMER =
      """
      [Unit]
      Description=Look at the time in the tag of this instance
      [Timer]
      OnBootSec=5min
      OnUnitActiveSec=5min
      [Install]
      WantedBy=timers.target
      """;

  private UserData() {}

  /**
   * @param expiresAt when it ends whatever its tag says: the latest that its lifetime can be
   *     extended to
   * @param publicKeys the owner's own keys in OpenSSH's one-line format; may be none
   * @return the document; empty when it is larger than EC2 takes
   */
  static Optional<String> write(
      Configuration configuration, Instant expiresAt, List<String> publicKeys) {
    return Optional.of(text(configuration, expiresAt, publicKeys))
        .filter(it -> it.getBytes(StandardCharsets.UTF_8).length <= MAXIMUM_BYTES);
  }

  /** The document, however large. */
  static String text(Configuration configuration, Instant expiresAt, List<String> publicKeys) {
    return "#cloud-config\n" + json(document(configuration, expiresAt, publicKeys)) + "\n";
  }

  private static Map<String, Object> document(
      Configuration configuration, Instant expiresAt, List<String> publicKeys) {
    var files = new ArrayList<Map<String, Object>>();
    files.add(file("/etc/ssh/sshd_config.d/10-cloudapp.conf", "0600", SSH_SERVER));
    files.add(file("/etc/systemd/system/cloudapp-expiry.service", "0644", EXPIRY_SERVICE));
    files.add(file("/etc/systemd/system/cloudapp-expiry.timer", "0644", timer(expiresAt)));
    files.add(file(END_CHECK, "0700", END_CHECK_SCRIPT));
    files.add(file("/etc/systemd/system/cloudapp-end-check.service", "0644", END_CHECK_SERVICE));
    files.add(file("/etc/systemd/system/cloudapp-end-check.timer", "0644", END_CHECK_TIMER));
    var commands = new ArrayList<List<String>>();
    commands.add(List.of("systemctl", "daemon-reload"));
    commands.add(List.of("systemctl", "enable", "--now", "cloudapp-expiry.timer"));
    commands.add(List.of("systemctl", "enable", "--now", "cloudapp-end-check.timer"));
    // The unit is called ssh on Ubuntu and sshd on Amazon Linux; the one that is missing is left.
    commands.add(List.of("systemctl", "try-reload-or-restart", "ssh.service", "sshd.service"));
    if (!configuration.setupScript().isBlank()) {
      files.add(file(SETUP, "0700", configuration.setupScript()));
      commands.add(List.of("/bin/bash", SETUP));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("ssh_pwauth", false);
    document.put("disable_root", true);
    if (!publicKeys.isEmpty()) {
      document.put("ssh_authorized_keys", publicKeys);
    }
    if (!configuration.packages().isEmpty()) {
      document.put("package_update", true);
      document.put("packages", configuration.packages());
    }
    document.put("write_files", files);
    document.put("runcmd", commands);
    return document;
  }

  /** Rounded up to the second, which is as exact as systemd's calendar. */
  private static String timer(Instant expiresAt) {
    var end = expiresAt.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    return EXPIRY_TIMER.formatted(SYSTEMD_TIME.format(end));
  }

  private static Map<String, Object> file(String path, String permissions, String content) {
    var encoded = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    var file = new LinkedHashMap<String, Object>();
    file.put("path", path);
    file.put("permissions", permissions);
    file.put("encoding", "b64");
    file.put("content", encoded);
    return file;
  }

  private static String json(Map<String, Object> document) {
    try {
      return Json.mapper().writeValueAsString(document);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A cloud-init document cannot be written", unwritable);
    }
  }
}

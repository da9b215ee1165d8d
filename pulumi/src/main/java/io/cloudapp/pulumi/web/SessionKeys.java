package io.cloudapp.pulumi.web;

import com.pulumi.aws.secretsmanager.Secret;
import com.pulumi.aws.secretsmanager.SecretArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;
import java.util.Map;

/**
 * The keys that seal the web app's sessions. The stack makes the secret without a value, so that no
 * state ever holds one; PrepareInstallation makes the keys up.
 */
public final class SessionKeys extends Part {

  /** The fields of the secret, by the variable of the web app that is told it. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "CLOUDAPP_WEB_ACTIVE_KEY", "active",
          "CLOUDAPP_WEB_KEYS_A", "a",
          "CLOUDAPP_WEB_KEYS_B", "b",
          "CLOUDAPP_WEB_KEYS_C", "c");

  private final Secret secret;

  public SessionKeys(StackSettings settings, Keys keys) {
    super("session-keys", settings);
    secret =
        new Secret(
            child("secret"),
            SecretArgs.builder()
                // Not among the secrets of the instances, which functions may read and delete.
                .name("cloudapp-web/" + settings.installation() + "/session-keys")
                .description("Seals the web app's session cookies: three keys, one of them active")
                .kmsKeyId(keys.data())
                // Worth nothing later, and its name is needed by the next installation.
                .recoveryWindowInDays(0)
                .tags(tags())
                .build(),
            inside());
  }

  public Output<String> arn() {
    return secret.arn();
  }

  /** What ECS puts into the web app's environment when it starts a task. */
  List<Map<String, Object>> containerSecrets() {
    return FIELDS.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(
            field ->
                Map.<String, Object>of(
                    "name",
                    field.getKey(),
                    "valueFrom",
                    text("%s:%s::", secret.arn(), field.getValue())))
        .toList();
  }
}

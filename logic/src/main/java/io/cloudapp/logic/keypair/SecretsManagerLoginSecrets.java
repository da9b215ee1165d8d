package io.cloudapp.logic.keypair;

import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.aws.AwsFailure;
import io.cloudapp.logic.compute.TagName;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;

/** Secrets Manager itself. */
@Singleton
final class SecretsManagerLoginSecrets implements LoginSecrets {

  private static final String SERVICE = "Secrets Manager";

  private final SecretsManagerClient client;
  private final String installId;

  SecretsManagerLoginSecrets(SecretsManagerClient client, InstallSettings install) {
    this.client = client;
    this.installId = install.installId();
  }

  @Override
  public String storeOnce(String name, String secret) {
    var tag = Tag.builder().key(TagName.INSTALL_ID).value(installId).build();
    try {
      AwsFailure.call(
          SERVICE,
          () ->
              client.createSecret(
                  request ->
                      request
                          .name(name)
                          .clientRequestToken(token(name))
                          .description("A private key, until its owner reveals it")
                          .secretString(secret)
                          .tags(tag)));
      return secret;
    } catch (ResourceExistsException exists) {
      return read(name).orElseThrow(() -> exists);
    }
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return AwsFailure.call(
          SERVICE,
          () -> Optional.of(client.getSecretValue(it -> it.secretId(name)).secretString()));
    } catch (ResourceNotFoundException missing) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(String name) {
    try {
      AwsFailure.call(
          SERVICE,
          () -> client.deleteSecret(it -> it.secretId(name).forceDeleteWithoutRecovery(true)));
    } catch (ResourceNotFoundException missing) {
      // What a repeat finds.
    }
  }

  /** The same for every try, as Secrets Manager wants it: 32 to 64 characters. */
  private static String token(String name) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException missing) {
      throw new IllegalStateException("Every JDK has SHA-256", missing);
    }
  }
}

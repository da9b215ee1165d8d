package io.cloudapp.logic.login;

import jakarta.inject.Singleton;
import java.util.Optional;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Keeps secrets in AWS Secrets Manager. */
@Singleton
final class SecretsManagerStore implements SecretStore {

  private final SecretsManagerClient client;

  SecretsManagerStore(SecretsManagerClient client) {
    this.client = client;
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.of(client.getSecretValue(request -> request.secretId(name)).secretString());
    } catch (ResourceNotFoundException unknown) {
      return Optional.empty();
    }
  }

  @Override
  public String createOrRead(String name, String value) {
    try {
      client.createSecret(request -> request.name(name).secretString(value));
      return value;
    } catch (ResourceExistsException kept) {
      return read(name).orElseThrow();
    }
  }

  @Override
  public void delete(String name) {
    try {
      client.deleteSecret(request -> request.secretId(name).forceDeleteWithoutRecovery(true));
    } catch (ResourceNotFoundException unknown) {
      // Deleted by an earlier try whose answer was lost.
    }
  }
}

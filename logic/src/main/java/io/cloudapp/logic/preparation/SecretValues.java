package io.cloudapp.logic.preparation;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.cloudapp.core.json.Json;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Reads and writes secrets of several fields, and makes up new ones. */
@Singleton
final class SecretValues {

  private static final int BYTES = 32;

  private final SecretsManagerClient client;
  private final SecureRandom random;

  SecretValues(SecretsManagerClient client, SecureRandom random) {
    this.client = client;
    this.random = random;
  }

  /** Empty when the secret has no value yet. */
  Optional<Map<String, String>> read(String secret) {
    try {
      var value = client.getSecretValue(request -> request.secretId(secret)).secretString();
      var fields = new TreeMap<String, String>();
      Json.mapper().readTree(value).properties().forEach(field -> put(fields, field));
      return Optional.of(fields);
    } catch (ResourceNotFoundException noValue) {
      // The secret itself is made by the stack; put() says so if it is missing.
      return Optional.empty();
    } catch (JsonProcessingException notJson) {
      // Without the cause, which would quote the value.
      throw new IllegalStateException(
          "The value of the secret %s is no JSON object; delete the value or put it right."
              .formatted(secret));
    }
  }

  private static void put(
      Map<String, String> fields,
      Map.Entry<String, com.fasterxml.jackson.databind.JsonNode> field) {
    fields.put(field.getKey(), field.getValue().asText());
  }

  void put(String secret, Map<String, String> fields) {
    try {
      var value = Json.mapper().writeValueAsString(new TreeMap<>(fields));
      client.putSecretValue(request -> request.secretId(secret).secretString(value));
    } catch (ResourceNotFoundException missing) {
      throw new IllegalStateException(
          "There is no secret %s; pulumi up creates it before this function runs."
              .formatted(secret),
          missing);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** 256 random bits in base64. */
  String random() {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}

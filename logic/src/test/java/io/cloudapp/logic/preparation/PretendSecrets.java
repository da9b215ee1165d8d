package io.cloudapp.logic.preparation;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Secrets that are there, with or without a value. */
final class PretendSecrets implements SecretsManagerClient {

  private static final String NO_VALUE = "";

  private final Map<String, String> values = new ConcurrentHashMap<>();

  PretendSecrets with(String name, String value) {
    values.put(name, value);
    return this;
  }

  PretendSecrets withoutValue(String name) {
    return with(name, NO_VALUE);
  }

  String value(String name) {
    return values.get(name);
  }

  @Override
  public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
    var value = values.getOrDefault(request.secretId(), NO_VALUE);
    if (value.equals(NO_VALUE)) {
      throw ResourceNotFoundException.builder().message("AWSCURRENT").build();
    }
    return GetSecretValueResponse.builder().secretString(value).build();
  }

  @Override
  public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
    if (values.replace(request.secretId(), request.secretString()) == null) {
      throw ResourceNotFoundException.builder().message("unknown").build();
    }
    return PutSecretValueResponse.builder().build();
  }

  @Override
  public String serviceName() {
    return SERVICE_NAME;
  }

  @Override
  public void close() {}
}

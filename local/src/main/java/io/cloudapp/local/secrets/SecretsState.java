package io.cloudapp.local.secrets;

import java.util.List;

/** The secrets that are remembered between two starts. */
public record SecretsState(List<Secret> secrets) {

  public SecretsState {
    secrets = List.copyOf(secrets);
  }
}

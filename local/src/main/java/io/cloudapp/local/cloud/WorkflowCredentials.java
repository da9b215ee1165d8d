package io.cloudapp.local.cloud;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;

/** The credentials of the role that workflows call the API with; new at every start. */
public record WorkflowCredentials(String accessKeyId, String secretAccessKey) {

  static WorkflowCredentials random() {
    var random = new SecureRandom();
    var id = new byte[8];
    var secret = new byte[32];
    random.nextBytes(id);
    random.nextBytes(secret);
    var hex = HexFormat.of().withUpperCase();
    return new WorkflowCredentials("ASIA" + hex.formatHex(id), hex.formatHex(secret));
  }

  Optional<String> secretOf(String accessKey) {
    return accessKeyId.equals(accessKey) ? Optional.of(secretAccessKey) : Optional.empty();
  }

  /** Without the secret, so that no log can hold it. */
  @Override
  public String toString() {
    return "WorkflowCredentials[" + accessKeyId + "]";
  }
}

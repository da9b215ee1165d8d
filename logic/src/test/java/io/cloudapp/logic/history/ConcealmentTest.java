package io.cloudapp.logic.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConcealmentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"password\":\"S3CRET\"}",
        "{\"newPassword\":\"S3CRET\"}",
        "{\"private_key\":{\"pem\":\"S3CRET\"}}",
        "{\"Headers\":{\"Set-Cookie\":[\"S3CRET\"],\"Authorization\":[\"S3CRET\"]}}",
        "{\"a\":[{\"b\":{\"accessToken\":\"S3CRET\"}}]}",
        "{\"MessageBody\":\"{\\\"secretString\\\":\\\"S3CRET\\\"}\"}",
        "\"{\\\"clientToken\\\": \\\"S3CRET\\\"}\"",
        "\"password=S3CRET\"",
        "\"the password: 'S3CRET words', and more\"",
        "\"x-api-key = S3CRET; next\"",
        "\"Authorization: Bearer S3CRET12345\"",
        "\"-----BEGIN OPENSSH PRIVATE KEY-----\\nS3CRET\\n-----END OPENSSH PRIVATE KEY-----\"",
        "\"-----BEGIN RSA PRIVATE KEY----- S3CRET cut off\"",
        "\"eyJhbGciOiJIUzI1NiJ9.eyJzS3CRETdWIiOiIxMjM0In0.S3CRETS3CRET\"",
        "{\"totp\":\"S3CRET\"}",
      })
  void hidesWhatMayBeASecret(String json) throws Exception {
    var shown = Concealment.of(Json.mapper().readTree(json)).toString();

    assertThat(shown).doesNotContain("S3CRET").contains(Concealment.HIDDEN);
  }

  @Test
  void hidesAccessKeysOfAws() {
    assertThat(Concealment.of("key AKIAIOSFODNN7EXAMPLE was used")).doesNotContain("AKIAIOSF");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"executionId\":\"01jd\",\"instanceId\":\"01jd\",\"attempt\":0}",
        "{\"type\":\"urn:cloudapp:problem:no-capacity\",\"detail\":\"AWS has no room.\"}",
        "\"SQS.SdkClientException: no answer (Service: Sqs, Status Code: 500)\"",
        "[1, 2.50, true, null, \"words\"]",
      })
  void leavesEverythingElseAsItIs(String json) throws Exception {
    var tree = Json.mapper().readTree(json);

    assertThat(Concealment.of(tree)).isEqualTo(tree);
  }
}

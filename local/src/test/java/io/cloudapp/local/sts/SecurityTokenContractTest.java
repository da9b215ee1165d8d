package io.cloudapp.local.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.endpoint.AwsUnderTest;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;

class SecurityTokenContractTest {

  @Test
  void namesTheCallersAccount() {
    try (var aws = AwsUnderTest.with(SecurityTokenService.create());
        var sts = aws.client(StsClient.builder())) {
      var identity = sts.getCallerIdentity();

      assertThat(identity.account()).matches("\\d{12}");
      assertThat(identity.arn()).startsWith("arn:aws:").contains(identity.account());
      assertThat(identity.responseMetadata().requestId()).isNotBlank().isNotEqualTo("UNKNOWN");
    }
  }
}

package io.cloudapp.core.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RdsRootsTest {

  /** As DescribeCertificates answered in these regions. */
  @ParameterizedTest
  @CsvSource({
    "us-west-2, 7c40cb42714b6fdb2b296f9bbd0e8bb364436a76",
    "us-east-1, 2fa77ef894d983ba9d37ad699c84ab0f657be1c8",
  })
  void areWhatRdsCallsThem(String region, String thumbprint) {
    assertThat(RdsRoots.thumbprint(region)).contains(thumbprint);
  }

  @Test
  void signThemselvesAndOutliveUs() {
    assertThat(RdsRoots.all())
        .hasSizeGreaterThanOrEqualTo(16)
        .allSatisfy(
            root -> {
              root.verify(root.getPublicKey());
              assertThat(root.getBasicConstraints()).isNotNegative();
              assertThat(root.getNotAfter().toInstant())
                  .isAfter(Instant.parse("2061-01-01T00:00:00Z"));
            });
  }

  @Test
  void areMissingForARegionThatIsNotOurs() {
    assertThat(RdsRoots.thumbprint("mars-east-1")).isEmpty();
  }
}

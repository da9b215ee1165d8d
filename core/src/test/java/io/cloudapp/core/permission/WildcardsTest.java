package io.cloudapp.core.permission;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WildcardsTest {

  @ParameterizedTest
  @CsvSource({
    "t3.*, t3.micro, true",
    "t3.*, t3a.micro, false",
    "t3.*, t3xmicro, false",
    "m*.large, m7i-flex.large, true",
    "m*.large, m5.xlarge, false",
    "secret-??????, secret-abc123, true",
    "secret-??????, secret-abc12, false",
    "arn:aws:s3:::bucket/usage/*, arn:aws:s3:::bucket/usage/dt=2026-11-22/a.json, true",
    "[a].(b), [a].(b), true"
  })
  void matchesAsIamDoes(String pattern, String text, boolean matches) {
    assertThat(Wildcards.match(pattern, text)).isEqualTo(matches);
  }
}

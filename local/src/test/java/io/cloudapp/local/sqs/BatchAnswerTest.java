package io.cloudapp.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {

  private static final Set<String> SENT = Set.of("a", "b");

  @Test
  void takesAnEmptyAnswerForSuccess() {
    assertThat(failed("")).isEmpty();
    assertThat(failed("null")).isEmpty();
    assertThat(failed("{}")).isEmpty();
    assertThat(failed("{\"batchItemFailures\":null}")).isEmpty();
    assertThat(failed("{\"batchItemFailures\":[]}")).isEmpty();
  }

  @Test
  void takesTheReportedItems() {
    assertThat(failed("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}")).containsExactly("b");
  }

  @Test
  void takesAnAnswerItCannotUseForTheFailureOfAll() {
    assertThat(failed("{\"batchItemFailures\":[{\"itemIdentifier\":\"c\"}]}")).isEqualTo(SENT);
    assertThat(failed("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}")).isEqualTo(SENT);
    assertThat(failed("{\"batchItemFailures\":[{}]}")).isEqualTo(SENT);
    assertThat(failed("not json")).isEqualTo(SENT);
  }

  private static Set<String> failed(String answer) {
    return BatchAnswer.failed(SENT, answer.getBytes(StandardCharsets.UTF_8));
  }
}

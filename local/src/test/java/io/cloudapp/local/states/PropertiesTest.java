package io.cloudapp.local.states;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.local.states.definition.Retrier;
import io.cloudapp.local.states.json.Json;
import io.cloudapp.local.states.json.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

class PropertiesTest {

  @Property(tries = 200)
  void readsBackWhatItWrites(@ForAll List<String> texts, @ForAll List<Integer> numbers)
      throws IOException {
    var text = Json.write(List.of(texts, numbers, true, Json.NULL));

    assertThat(Json.write(Json.parse(text))).isEqualTo(text);
  }

  @Property(tries = 200)
  void neverUnderestimatesAValue(@ForAll List<String> texts) {
    assertThat(Json.sizeAtMost(texts, Integer.MAX_VALUE))
        .isGreaterThanOrEqualTo(
            Json.write(texts).getBytes(java.nio.charset.StandardCharsets.UTF_8).length);
  }

  @Property(tries = 200)
  void neverDelaysARetryBeyondItsLimit(
      @ForAll @IntRange(min = 1, max = 100) int interval,
      @ForAll @DoubleRange(min = 1, max = 10) double rate,
      @ForAll @IntRange(min = 0, max = 50) int retry) {
    var limit = Duration.ofSeconds(interval + 20L);
    var retrier =
        new Retrier(
            List.of("States.ALL"),
            Duration.ofSeconds(interval),
            rate,
            99,
            Optional.of(limit),
            false);

    assertThat(retrier.delay(retry)).isBetween(Duration.ofSeconds(interval), limit);
    assertThat(retrier.delay(retry + 1)).isGreaterThanOrEqualTo(retrier.delay(retry));
  }

  @Property(tries = 50)
  void takesAPayloadUpToTheLimitAndNoFurther(@ForAll @IntRange(min = -3, max = 3) int more) {
    assertThat(Payload.of("x".repeat(Payload.LIMIT - 2 + more)).isTooLarge()).isEqualTo(more > 0);
  }
}

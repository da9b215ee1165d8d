package io.cloudapp.local.logs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

class LogStoreTest {

  @Test
  void dropsTheOldestLinesOfAFullGroup() {
    var store = new LogStore(Clock.systemUTC());
    for (int line = 0; line < LogGroup.EVENT_LIMIT + 5; line++) {
      store.append("group", "stream", line, "line " + line);
    }

    assertThat(store.events("group")).hasSize(LogGroup.EVENT_LIMIT);
    assertThat(store.events("group").getFirst().message()).isEqualTo("line 5");
  }
}

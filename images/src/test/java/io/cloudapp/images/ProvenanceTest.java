package io.cloudapp.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProvenanceTest {

  @ParameterizedTest
  @CsvSource({
    "https://person:token@example.com/team/cloudapp.git, https://example.com/team/cloudapp",
    "git@example.com:team/cloudapp.git, https://example.com/team/cloudapp",
    "ssh://git@example.com/team/cloudapp, https://example.com/team/cloudapp",
    "/home/person/cloudapp,"
  })
  void namesAnAddressThatOthersCanOpenAndNoCredentials(String remote, String source) {
    assertThat(Provenance.withoutCredentials(remote)).isEqualTo(Optional.ofNullable(source));
  }

  @Test
  void tellsInTheTagThatThereWasMoreThanTheCommit() {
    var committed = new Provenance(Optional.empty(), "0123456789abcdef", Instant.EPOCH);
    var more = new Provenance(Optional.empty(), "0123456789abcdef-uncommitted", Instant.EPOCH);

    assertThat(committed.tag()).isEqualTo("0123456789ab");
    assertThat(more.tag()).isEqualTo("0123456789ab-uncommitted");
  }
}

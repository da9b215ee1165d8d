package io.cloudapp.pulumi.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.StackSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of settings in docs/how-to-deploy.md against the settings. */
class SettingsTableTest {

  private static final Map<String, String> NEEDED =
      Map.of(
          "aws:region", "eu-west-1",
          "cloudapp:domain", "cloudapp.example.com",
          "cloudapp:hostedZoneId", "Z0123456789",
          "cloudapp:adminEmail", "admins@example.com",
          "cloudapp:imageTag", "1.0.0");

  private static final Map<String, String> NETWORK =
      Map.of(
          "cloudapp:vpcId", "vpc-0123456789abcdef0",
          "cloudapp:privateSubnetIds", "subnet-01234567,subnet-12345678",
          "cloudapp:publicSubnetIds", "subnet-23456789,subnet-3456789a");

  record Row(String key, String standard) {}

  static List<Row> rows() {
    return Page.of("docs/how-to-deploy.md").rows().stream()
        .filter(row -> row.getFirst().matches("`(aws|cloudapp):[A-Za-z]+`"))
        .map(row -> new Row(row.getFirst().replace("`", ""), row.get(1).replace("`", "")))
        .toList();
  }

  static List<Row> rowsWithADefault() {
    return rows().stream().filter(row -> !row.standard().isEmpty()).toList();
  }

  @Test
  void hasEachSettingOnce() {
    assertThat(rows().stream().map(Row::key))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(known());
  }

  /** A default that is written out changes nothing. */
  @ParameterizedTest
  @MethodSource("rowsWithADefault")
  void saysWhatASettingIsWhenNobodySetsIt(Row row) {
    var written = new HashMap<>(NEEDED);
    written.put(row.key(), row.standard().replace("<stack>", "test"));

    assertThat(read(written)).isEqualTo(read(NEEDED));
  }

  /** What the program asks for, in an own network and in one that is there. */
  private static TreeSet<String> known() {
    var asked = new TreeSet<String>();
    var all = new HashMap<>(NEEDED);
    all.putAll(NETWORK);
    StackSettings.of(
        "test",
        key -> {
          asked.add(key);
          return Optional.ofNullable(all.get(key));
        });
    return asked;
  }

  private static StackSettings read(Map<String, String> values) {
    return StackSettings.of("test", key -> Optional.ofNullable(values.get(key)));
  }
}

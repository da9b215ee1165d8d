package io.cloudapp.core.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationChangeTest {

  @Test
  void findsNothingInTheSameRecipe() throws IOException {
    assertThat(ConfigurationChange.between(with("{}"), with("{\"version\": 9}"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          description          | {"description": "Other"}         | -A web server +Other
          access               | {"access": {"everyone": false, "groups": ["lab"]}}| -everyone +lab
          ami                  | {"ami": "ami-2"}                 | -ami-1 +ami-2
          loginUser            | {"loginUser": "ubuntu"}          | -ec2-user +ubuntu
          instanceType         | {"instanceType": "t3.nano"}      | -t3.micro +t3.nano
          packages             | {"packages": ["git", "tmux"]}    | =git -htop +tmux
          maximumLifetimeHours | {"maximumLifetimeHours": 9}      | -24 +9
          quotaPerUser         | {"quotaPerUser": 3}              | +3
          tags                 | {"tags": {"team": "web"}}        | +team=web
          ingress              | {"ingress": []}                  | -22 10.0.0.0/8 SSH
          setupScript          | {"setupScript": "a\\nc\\nd\\n"}  | =a -b =c +d
          """)
  void namesTheFieldAndItsLines(String field, String change, String lines) throws IOException {
    var changes = ConfigurationChange.between(with("{}"), with(change));

    assertThat(changes).hasSize(1);
    assertThat(changes.getFirst().field()).isEqualTo(field);
    assertThat(text(changes.getFirst().lines())).isEqualTo(lines);
  }

  @Test
  void tellsTheTwoPropertiesOfADiskApart() throws IOException {
    var disk = "{\"disk\": {\"sizeGigabytes\": 9, \"type\": \"gp2\"}}";

    assertThat(ConfigurationChange.between(with("{}"), with(disk)))
        .extracting(ConfigurationChange::field)
        .containsExactly("disk.sizeGigabytes", "disk.type");
  }

  @Test
  void comparesTextsOfAnyLengthInBoundedTime() {
    var before = IntStream.range(0, 6000).mapToObj(line -> "old " + line).toList();
    var after = IntStream.range(0, 6000).mapToObj(line -> "new " + line).toList();

    assertThat(ChangedLine.between(before, after)).hasSize(12_000);
  }

  private static String text(List<ChangedLine> lines) {
    return lines.stream()
        .map(
            line ->
                switch (line.kind()) {
                      case SAME -> "=";
                      case REMOVED -> "-";
                      case ADDED -> "+";
                    }
                    + line.text())
        .collect(Collectors.joining(" "));
  }

  private static Configuration with(String change) throws IOException {
    var json =
        (ObjectNode)
            Json.mapper()
                .readTree(
                    """
                    {"name": "nginx", "version": 1, "enabled": true,
                     "description": "A web server", "ami": "ami-1", "loginUser": "ec2-user",
                     "instanceType": "t3.micro", "disk": {"sizeGigabytes": 8, "type": "gp3"},
                     "packages": ["git", "htop"], "setupScript": "a\\nb\\nc\\n",
                     "ingress": [{"port": 22, "cidr": "10.0.0.0/8", "description": "SSH"}],
                     "maximumLifetimeHours": 24, "changedAt": "2026-11-22T00:00:00Z"}
                    """);
    json.setAll((ObjectNode) Json.mapper().readTree(change));
    return Json.mapper().treeToValue(json, Configuration.class);
  }
}

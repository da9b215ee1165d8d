package io.cloudapp.logic.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.configuration.Configuration.Access;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.configuration.ConfigurationReader.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationReaderTest {

  @Test
  void seedsExactlyTheSamples() throws IOException {
    try (var files = Files.list(Path.of("../samples/configurations"))) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
          .containsExactlyInAnyOrderElementsOf(ConfigurationSeed.NAMES);
    }
  }

  @Test
  void acceptsEverySampleUnderItsFileName() throws IOException {
    for (var name : ConfigurationSeed.NAMES) {
      var text = Files.readString(Path.of("../samples/configurations", name + ".json"));
      var reading =
          ConfigurationReader.read(
              Json.mapper().readValue(text, ObjectNode.class), Optional.empty(), Instant.EPOCH);

      assertThat(reading)
          .asInstanceOf(type(Reading.Valid.class))
          .extracting(valid -> valid.configuration().name())
          .isEqualTo(name);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name                 | {"name": "Nginx"}
          name                 | {"name": "-nginx"}
          name                 | {"name": ""}
          name                 | {"name": 7}
          enabled              | {"enabled": "yes"}
          description          | {"description": " "}
          description          | {"description": "two\\nlines"}
          ami                  | {"ami": "ami-xyz"}
          ami                  | {"ami": "resolve:ssm:/aws/service"}
          ami                  | {"ami": "$(reboot)"}
          ami                  | {"ami": "/parameters/of/ours"}
          loginUser            | {"loginUser": "Root!"}
          instanceType         | {"instanceType": "big"}
          instanceType         | {"instanceType": "t3.micro; reboot"}
          disk                 | {"disk": "8"}
          disk.sizeGigabytes   | {"disk": {"sizeGigabytes": 7, "type": "gp3"}}
          disk.sizeGigabytes   | {"disk": {"sizeGigabytes": 1025, "type": "gp3"}}
          disk.sizeGigabytes   | {"disk": {"sizeGigabytes": 8.5, "type": "gp3"}}
          disk.type            | {"disk": {"sizeGigabytes": 8, "type": "io2"}}
          packages             | {"packages": ["git", "--install-root=/"]}
          packages             | {"packages": ["git; reboot"]}
          packages             | {"packages": "git"}
          setupScript          | {"setupScript": "echo no interpreter"}
          ingress              | {"ingress": {}}
          ingress[0].port      | {"ingress": [{"port": 0, "cidr": "10.0.0.0/8"}]}
          ingress[0].port      | {"ingress": [{"port": 65536, "cidr": "10.0.0.0/8"}]}
          ingress[0].cidr      | {"ingress": [{"port": 80, "cidr": "10.0.0.1/8"}]}
          ingress[0].cidr      | {"ingress": [{"port": 80, "cidr": "10.0.0.0/33"}]}
          ingress[0].cidr      | {"ingress": [{"port": 80, "cidr": "10.0.0.0"}]}
          ingress[0].cidr      | {"ingress": [{"port": 80, "cidr": "example.com/8"}]}
          ingress[0].cidr      | {"ingress": [{"port": 22, "cidr": "0.0.0.0/0"}]}
          ingress[0].cidr      | {"ingress": [{"port": 22, "cidr": "0.0.0.0/1"}]}
          ingress[0].cidr      | {"ingress": [{"port": 22, "cidr": "::/0"}]}
          ingress[0].cidr      | {"ingress": [{"port": 22, "cidr": "::ffff:0:0/96"}]}
          ingress[0].description | {"ingress": [{"port": 22, "cidr": "10.0.0.0/8", "description": "é"}]}
          ingress[1].cidr      | {"ingress": [{"port": 80, "cidr": "10.0.0.0/8"}, {"port": 80, "cidr": "10.0.0.0/8", "description": "again"}]}
          disk.encrypted       | {"disk": {"sizeGigabytes": 8, "type": "gp3", "encrypted": false}}
          publish              | {"publish": "yes"}
          quotaPerUser         | {"quotaPerUser": 0}
          quotaPerUser         | {"quotaPerUser": 101}
          quotaPerUser         | {"quotaPerUser": "2"}
          access               | {"access": "everyone"}
          access               | {"access": {"everyone": "yes"}}
          access.groups        | {"access": {}}
          access.groups        | {"access": {"everyone": false, "groups": []}}
          access.groups        | {"access": {"everyone": true, "groups": ["lab"]}}
          access.groups        | {"access": {"groups": ["two words"]}}
          access.groups        | {"access": {"groups": "lab"}}
          tags                 | {"tags": ["team"]}
          tags                 | {"tags": {"team": 7}}
          tags                 | {"tags": {"": "x"}}
          tags                 | {"tags": {" team": "x"}}
          tags                 | {"tags": {"aws:team": "x"}}
          tags                 | {"tags": {"CloudApp:owner": "x"}}
          tags                 | {"tags": {"name": "x"}}
          tags                 | {"tags": {"team": "<script>"}}
          maximumLifetimeHours | {"maximumLifetimeHours": 0}
          maximumLifetimeHours | {"maximumLifetimeHours": 721}
          maximumLifetimeHours | {"maximumLifetimeHours": null}
          """)
  void refusesOneFieldWithOneMessage(String field, String change) throws Exception {
    assertThat(errors(change)).extracting(FieldError::field).containsExactly(field);
  }

  @Test
  void reportsEveryFieldAtOnce() throws Exception {
    assertThat(errors("{\"name\": \"!\", \"ami\": \"!\", \"maximumLifetimeHours\": 1000}"))
        .extracting(FieldError::field)
        .containsExactly("name", "ami", "maximumLifetimeHours");
  }

  @Test
  void refusesAScriptThatDoesNotFitIntoUserData() throws Exception {
    var script = "#!/bin/sh\\n" + "é".repeat(6 * 1024);

    assertThat(errors("{\"setupScript\": \"" + script + "\"}"))
        .extracting(FieldError::field)
        .containsExactly("setupScript");
  }

  @Test
  void readsTagsGroupsAndAQuota() {
    var sent = valid().put("quotaPerUser", 2);
    sent.putObject("tags").put("team", "web").put("cost center", "4711");
    sent.putObject("access").putArray("groups").add("data").add("lab");

    var configuration =
        ((Reading.Valid) ConfigurationReader.read(sent, Optional.empty(), Instant.EPOCH))
            .configuration();

    assertThat(configuration.quotaPerUser()).contains(2);
    assertThat(configuration.tags())
        .containsOnly(entry("team", "web"), entry("cost center", "4711"));
    assertThat(configuration.access()).isEqualTo(Access.forGroups(Set.of("data", "lab")));
  }

  @Test
  void refusesMoreTagsThanAnInstanceTakes() {
    var sent = valid();
    var tags = sent.putObject("tags");
    for (var number = 0; number < 31; number++) {
      tags.put("tag-" + number, "x");
    }

    assertThat(ConfigurationReader.read(sent, Optional.empty(), Instant.EPOCH))
        .isInstanceOf(Reading.Invalid.class);
  }

  @Test
  void refusesARename() {
    assertThat(ConfigurationReader.read(valid(), Optional.of("other"), Instant.EPOCH))
        .asInstanceOf(type(Reading.Invalid.class))
        .extracting(invalid -> invalid.errors().getFirst().field())
        .isEqualTo("name");
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0/8", "192.168.1.7/32", "2001:db8::/32", "172.16.0.0/12"})
  void acceptsSshFromANetwork(String cidr) throws Exception {
    assertThat(errors("{\"ingress\": [{\"port\": 22, \"cidr\": \"" + cidr + "\"}]}")).isEmpty();
  }

  private static Iterable<FieldError> errors(String change) throws JsonProcessingException {
    var sent = valid();
    sent.setAll(Json.mapper().readValue(change, ObjectNode.class));
    return switch (ConfigurationReader.read(sent, Optional.empty(), Instant.EPOCH)) {
      case Reading.Valid _ -> List.of();
      case Reading.Invalid(var errors) -> errors;
    };
  }

  private static ObjectNode valid() {
    var node = Json.mapper().createObjectNode();
    node.put("name", "nginx")
        .put("description", "A web server")
        .put("ami", "ami-0123456789abcdef0");
    node.put("loginUser", "ec2-user").put("instanceType", "t3.micro");
    node.putObject("disk").put("sizeGigabytes", 8).put("type", "gp3");
    node.put("maximumLifetimeHours", 24);
    return node;
  }
}

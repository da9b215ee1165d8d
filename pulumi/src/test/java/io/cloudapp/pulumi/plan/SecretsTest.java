package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the plan is in Pulumi's state: nothing there may be a secret. */
class SecretsTest {

  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(password|passphrase|secret|token|private.?key|api.?key|credential).*");

  /** Names that sound so: where a secret is, or how one has to be. */
  private static final Pattern ABOUT_SECRETS =
      Pattern.compile(
          ".*(Arn|Arns|Policy|Validity|Units|Configuration|KmsKeyId|Id|Credentials|Revocation)"
              + "|manageMasterUserPassword|(access|id|refresh)Token|secrets|MetadataHttpTokens|.*_SECRET(_ARN)?");

  @ParameterizedTest
  @EnumSource
  void makesUpNoRandomValueAndNoVersionOfASecret(Preset preset) {
    assertThat(Plans.of(preset).resources())
        .extracting(PlannedResource::type)
        .noneMatch(type -> type.startsWith("random:") || type.startsWith("tls:"))
        .doesNotContain(
            "aws:secretsmanager/secretVersion:SecretVersion", "aws:iam/accessKey:AccessKey");
  }

  @ParameterizedTest
  @EnumSource
  void putsNoSecretIntoAnInput(Preset preset) {
    var texts =
        Plans.of(preset).resources().stream()
            .flatMap(
                resource -> texts(resource.name(), Json.mapper().valueToTree(resource.inputs())))
            .filter(text -> SECRET.matcher(text.name()).matches())
            .filter(text -> !ABOUT_SECRETS.matcher(text.name()).matches());

    assertThat(texts).isEmpty();
  }

  /** Only the place of a secret is told, and ECS reads it there. */
  @ParameterizedTest
  @EnumSource
  void tellsOnlyWhereSecretsAre(Preset preset) {
    var told =
        Plans.of(preset).resources().stream()
            .flatMap(
                resource -> texts(resource.name(), Json.mapper().valueToTree(resource.inputs())))
            .filter(text -> text.name().matches("[A-Z_]+") && SECRET.matcher(text.name()).matches())
            .toList();

    assertThat(told)
        .allSatisfy(
            text -> assertThat(text.value()).matches("\\$\\{[a-z0-9-]+\\.[A-Za-z.\\[\\]0-9]+}"));
  }

  @ParameterizedTest
  @EnumSource
  void tellsNoSecretAtTheEnd(Preset preset) {
    assertThat(Plans.of(preset).outputs())
        .containsKeys("webAddress", "apiAddress", "userPoolId", "dashboardAddress", "nextSteps")
        .allSatisfy((name, value) -> assertThat(name).doesNotMatch(SECRET));
  }

  /** A text somewhere in a resource's inputs, by the name it has there. */
  private record Text(String resource, String name, String value) {}

  private static Stream<Text> texts(String resource, JsonNode node) {
    return texts(resource, "", node);
  }

  private static Stream<Text> texts(String resource, String name, JsonNode node) {
    if (node.isObject() && node.size() == 2 && node.has("ref") && node.has("output")) {
      var reference = new Reference(node.path("ref").textValue(), node.path("output").textValue());
      return Stream.of(new Text(resource, name, reference.toString()));
    }
    if (node.isContainerNode()) {
      var found = new ArrayList<Stream<Text>>();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        found.add(texts(resource, field.getKey(), field.getValue()));
      }
      node.forEach(
          item -> {
            if (node.isArray()) {
              found.add(texts(resource, name, item));
            }
          });
      return found.stream().flatMap(each -> each);
    }
    if (node.isTextual()
        && (node.textValue().startsWith("[{") || node.textValue().startsWith("{"))) {
      return inside(resource, name, node.textValue());
    }
    return node.isTextual()
        ? Stream.of(new Text(resource, name, node.textValue()))
        : Stream.empty();
  }

  /** Container definitions are a text that holds inputs again. */
  private static Stream<Text> inside(String resource, String name, String json) {
    try {
      var texts = new ArrayList<Text>();
      for (var container : Json.mapper().readTree(json)) {
        for (var variable : container.path("environment")) {
          texts.add(
              new Text(
                  resource, variable.path("name").textValue(), variable.path("value").textValue()));
        }
      }
      return List.copyOf(texts).stream();
    } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
      return Stream.of(new Text(resource, name, json));
    }
  }
}

package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--preset large                                  | There is no preset 'large'. Choose one of small, production.",
        "--preset                                        | The option --preset lacks its value. Use: ",
        "--jason                                         | There is no option '--jason'. Use: ",
        "small                                           | There is no option 'small'. Use: ",
        "--json --cost                                   | go not together",
        "--set                                           | The option --set lacks its value. Use: ",
        "--set cloudapp:webMinimum                       | takes KEY=VALUE",
        "--set webMinimum=2                              | takes KEY=VALUE",
        "--set cloudapp:webMinimum=many                  | cloudapp:webMinimum is \"many\"",
        "--set cloudapp:domain=                          | cloudapp:domain is missing. Set ",
        "--set cloudapp:installation=a-much-too-long-name-for-it | cloudapp:installation is",
        "--set cloudapp:webMaximun=2                     | cloudapp:webMaximun is no setting of CloudApp.",
        "--set aws:region=us-west-1                      | aws:region is us-west-1, which lacks a service",
        "--preset production --set cloudapp:vpcId=vpc-1  | cloudapp:vpcId is \"vpc-1\"",
      })
  void saysInASentenceWhatIsWrongAndCreatesNothing(String options, String sentence)
      throws IOException {
    assertThat(run(options)).isEqualTo(2);

    assertThat(printed(err)).startsWith("cloudapp: ").contains(sentence).hasLineCount(1);
    assertThat(out.size()).isZero();
  }

  @Test
  void takesValuesOfOnesOwn() throws IOException {
    assertThat(run("--set cloudapp:webMinimum=2 --set cloudapp:installation=mine --json")).isZero();

    var plan = Json.mapper().readTree(printed(out));
    assertThat(plan)
        .filteredOn(resource -> resource.path("name").asText().equals("mine-web-service"))
        .singleElement()
        .satisfies(web -> assertThat(web.at("/inputs/desiredCount").asInt()).isEqualTo(2));
  }

  @Test
  void showsATableOfEverythingByComponent() throws IOException {
    assertThat(run("--preset production")).isZero();

    assertThat(printed(out))
        .contains("cloudapp-prod-network\n", "cloudapp-prod-messaging-login ")
        .contains("(preset production); nothing was created.");
  }

  private int run(String options) throws IOException {
    return Main.run(options.split(" "), new PrintStream(out, true), new PrintStream(err, true));
  }

  private static String printed(ByteArrayOutputStream stream) {
    return stream.toString(StandardCharsets.UTF_8);
  }
}

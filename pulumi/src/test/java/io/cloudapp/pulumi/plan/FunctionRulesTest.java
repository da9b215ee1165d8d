package io.cloudapp.pulumi.plan;

import static io.cloudapp.pulumi.plan.Stacks.input;
import static io.cloudapp.pulumi.plan.Stacks.isReference;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.Preset;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What has to be true of every function; each rule begins with its id in Checkov. */
class FunctionRulesTest {

  private static final String FUNCTION = "aws:lambda/function:Function";
  private static final Pattern SECRET_NAME =
      Pattern.compile("PASSWORD|SECRET|TOKEN|PRIVATE|CREDENTIAL|_KEY$");

  /** Access keys of AWS, private keys, and tokens as they look in writing. */
  private static final Pattern SECRET_VALUE =
      Pattern.compile("(AKIA|ASIA)[A-Z0-9]{16}|-----BEGIN|eyJ[A-Za-z0-9_-]{10,}\\.");

  @ParameterizedTest(name = "CKV_AWS_45, {0}")
  @EnumSource
  void tellsAFunctionNoSecret(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allSatisfy(
            function -> {
              var variables = input(function, "environment").path("variables");
              assertThat(variables).isNotEmpty();
              for (var variable : variables.properties()) {
                if (SECRET_NAME.matcher(variable.getKey()).find()) {
                  assertThat(variable.getValue().path("output").asText())
                      .as("%s says where a secret is, not what it is", variable.getKey())
                      .endsWithIgnoringCase("arn");
                }
                assertThat(variable.getValue().asText()).doesNotContainPattern(SECRET_VALUE);
              }
            });
  }

  @ParameterizedTest(name = "CKV_AWS_50, {0}")
  @EnumSource
  void tracesEachFunction(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allSatisfy(
            function ->
                assertThat(input(function, "tracingConfig").path("mode").asText())
                    .isEqualTo("Active"));
  }

  @ParameterizedTest(name = "CKV_AWS_115, {0}")
  @EnumSource
  void boundsHowOftenEachFunctionRunsAtOnce(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allSatisfy(
            function ->
                assertThat(input(function, "reservedConcurrentExecutions").asInt()).isPositive());
  }

  @ParameterizedTest(name = "CKV_AWS_116, {0}")
  @EnumSource
  void keepsTheCallsThatAFunctionGaveUp(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allMatch(
            function ->
                isReference(
                    input(function, "deadLetterConfig").path("targetArn"),
                    "aws:sqs/queue:Queue",
                    preset));
  }

  @ParameterizedTest(name = "CKV_AWS_117, {0}")
  @EnumSource
  void runsEachFunctionInsideTheNetwork(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allSatisfy(
            function -> {
              var network = input(function, "vpcConfig");
              assertThat(network.path("subnetIds")).hasSize(3);
              assertThat(network.path("subnetIds"))
                  .allMatch(subnet -> subnet.path("ref").asText().contains("private"));
              assertThat(network.path("securityGroupIds")).isNotEmpty();
            });
  }

  @ParameterizedTest(name = "CKV_AWS_173, {0}")
  @EnumSource
  void encryptsWhatAFunctionIsTold(Preset preset) {
    assertThat(Stacks.of(preset, FUNCTION))
        .allMatch(function -> isReference(input(function, "kmsKeyArn"), "aws:kms/key:Key", preset));
  }
}

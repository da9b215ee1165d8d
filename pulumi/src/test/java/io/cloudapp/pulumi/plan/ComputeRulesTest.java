package io.cloudapp.pulumi.plan;

import static io.cloudapp.pulumi.plan.Stacks.input;
import static io.cloudapp.pulumi.plan.Stacks.isReference;
import static io.cloudapp.pulumi.plan.Stacks.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.StateMachine;
import io.cloudapp.pulumi.settings.Preset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What has to be true of workflows, containers and the cluster; each rule begins with its id in
 * Checkov.
 */
class ComputeRulesTest {

  private static final String MACHINE = "aws:sfn/stateMachine:StateMachine";
  private static final String CLUSTER = "aws:eks/cluster:Cluster";
  private static final String TASK = "aws:ecs/taskDefinition:TaskDefinition";

  @ParameterizedTest(name = "CKV_AWS_284, {0}")
  @EnumSource
  void tracesEachStateMachine(Preset preset) {
    assertThat(Stacks.of(preset, MACHINE))
        .hasSize(StateMachine.values().length)
        .allMatch(machine -> input(machine, "tracingConfiguration").path("enabled").asBoolean());
  }

  @ParameterizedTest(name = "CKV_AWS_285, {0}")
  @EnumSource
  void logsEachEventButTheDataOfSigningIn(Preset preset) {
    assertThat(Stacks.of(preset, MACHINE))
        .allSatisfy(
            machine -> {
              var logging = input(machine, "loggingConfiguration");
              var isLogin = machine.name().endsWith("-workflows-login");
              assertThat(logging.path("level").asText()).isEqualTo("ALL");
              // Its input is a password and its output are tokens.
              assertThat(logging.path("includeExecutionData").asBoolean()).isEqualTo(!isLogin);
            })
        .anyMatch(machine -> machine.name().endsWith("-workflows-login"));
  }

  @ParameterizedTest(name = "CKV_AWS_336, {0}")
  @EnumSource
  void letsTheWebAppChangeNothingOfItsImage(Preset preset) {
    assertThat(Stacks.of(preset, TASK))
        .allSatisfy(
            task ->
                assertThat(json(task.inputs().get("containerDefinitions")))
                    .isNotEmpty()
                    .allMatch(container -> container.path("readonlyRootFilesystem").asBoolean())
                    .allMatch(container -> !container.path("user").asText().startsWith("0"))
                    .noneMatch(container -> container.path("privileged").asBoolean()));
  }

  @ParameterizedTest(name = "CKV_AWS_37, {0}")
  @EnumSource
  void logsEverythingThatTheClusterDecides(Preset preset) {
    assertThat(Stacks.of(preset, CLUSTER))
        .allSatisfy(
            cluster ->
                assertThat(input(cluster, "enabledClusterLogTypes"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder(
                        "api", "audit", "authenticator", "controllerManager", "scheduler"));
  }

  @ParameterizedTest(name = "CKV_AWS_39, {0}")
  @EnumSource
  void hidesTheClusterFromTheInternet(Preset preset) {
    assertThat(Stacks.of(preset, CLUSTER))
        .map(cluster -> input(cluster, "vpcConfig"))
        .allMatch(network -> network.path("endpointPrivateAccess").asBoolean())
        .noneMatch(network -> network.path("endpointPublicAccess").asBoolean(true));
  }

  @ParameterizedTest(name = "CKV_AWS_58, {0}")
  @EnumSource
  void encryptsTheSecretsOfTheCluster(Preset preset) {
    assertThat(Stacks.of(preset, CLUSTER))
        .map(cluster -> input(cluster, "encryptionConfig"))
        .allMatch(encryption -> encryption.path("resources").toString().contains("secrets"))
        .allMatch(
            encryption ->
                isReference(encryption.at("/provider/keyArn"), "aws:kms/key:Key", preset));
  }
}

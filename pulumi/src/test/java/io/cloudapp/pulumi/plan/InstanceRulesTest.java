package io.cloudapp.pulumi.plan;

import static io.cloudapp.pulumi.plan.Stacks.input;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The stack makes no instance itself: its code does, one for each request. So these rules are about
 * what that code may ask EC2 for; what it does ask for is in {@code Ec2ComputeTest}. Each begins
 * with its id in Checkov.
 */
class InstanceRulesTest {

  private static final Pattern MAKES_INSTANCES =
      Pattern.compile(
          "aws:(ec2/(instance|launchTemplate|launchConfiguration|spotInstanceRequest)"
              + "|autoscaling/group|eks/nodeGroup):.*");

  private static final Set<String> WHAT_STANDS_AT_THE_EDGE =
      Set.of(
          "aws:ec2/natGateway:NatGateway",
          "aws:ec2/routeTableAssociation:RouteTableAssociation",
          "aws:lb/loadBalancer:LoadBalancer");

  @ParameterizedTest(name = "CKV_AWS_79, {0}")
  @EnumSource
  void allowsALaunchOnlyWithoutTheOldMetadataService(Preset preset) {
    assertThat(launches(preset))
        .allMatch(
            launch ->
                launch
                    .at("/Condition/StringEquals/ec2:MetadataHttpTokens")
                    .asText()
                    .equals("required"));
  }

  @ParameterizedTest(name = "CKV_AWS_341, {0}")
  @EnumSource
  void allowsALaunchOnlyWhereContainersCannotAskForMetadata(Preset preset) {
    assertThat(launches(preset))
        .allMatch(
            launch ->
                launch
                    .at("/Condition/NumericEquals/ec2:MetadataHttpPutResponseHopLimit")
                    .asText()
                    .equals("1"));
  }

  @ParameterizedTest(name = "CKV_AWS_88, {0}")
  @EnumSource
  void putsNothingOfOursWherePublicAddressesAreGiven(Preset preset) {
    var open =
        Stacks.of(preset, "aws:ec2/subnet:Subnet").stream()
            .filter(subnet -> input(subnet, "mapPublicIpOnLaunch").asBoolean())
            .map(PlannedResource::name)
            .toList();

    assertThat(open).isNotEmpty().allMatch(subnet -> subnet.contains("-public-"));
    assertThat(Stacks.of(preset))
        .filteredOn(resource -> references(resource).anyMatch(open::contains))
        .extracting(PlannedResource::type)
        .allMatch(WHAT_STANDS_AT_THE_EDGE::contains);
  }

  @ParameterizedTest(name = "CKV_AWS_46, {0}")
  @EnumSource
  void startsNoInstanceOfItsOwnWithUserData(Preset preset) {
    assertThat(Stacks.of(preset))
        .noneMatch(resource -> MAKES_INSTANCES.matcher(resource.type()).matches())
        .noneMatch(resource -> resource.inputs().containsKey("userData"));
  }

  /** What may be said of the instance itself; those of its disk and network are others. */
  private static List<ObjectNode> launches(Preset preset) {
    var launches =
        Stacks.statements(preset).stream()
            .filter(statement -> statement.path("Action").toString().contains("ec2:RunInstances"))
            .filter(statement -> statement.path("Resource").toString().contains("instance/*"))
            .toList();
    assertThat(launches).isNotEmpty();
    return launches;
  }

  private static Stream<String> references(PlannedResource resource) {
    return Json.mapper().<JsonNode>valueToTree(resource.inputs()).findValuesAsText("ref").stream();
  }
}

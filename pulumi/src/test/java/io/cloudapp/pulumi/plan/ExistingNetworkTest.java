package io.cloudapp.pulumi.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ExistingNetworkTest {

  private static List<PlannedResource> plan;

  @BeforeAll
  static void plan() {
    plan =
        Plan.of(
            Preset.SMALL.settings(
                Map.of(
                    "cloudapp:vpcId", "vpc-0123456789abcdef0",
                    "cloudapp:privateSubnetIds", "subnet-01234567,subnet-12345678",
                    "cloudapp:publicSubnetIds", "subnet-23456789,subnet-3456789a")));
  }

  @Test
  void makesNoNetworkAndChangesNothingOfTheOneThatIsThere() {
    assertThat(plan)
        .hasSizeGreaterThan(100)
        .extracting(PlannedResource::type)
        .noneMatch(
            type ->
                type.matches(
                    "aws:ec2/(vpc|subnet|route.*|natGateway|internetGateway|vpcEndpoint|flowLog"
                        + "|defaultSecurityGroup):.*"));
  }

  @Test
  void putsEverythingIntoTheSubnetsThatAreNamed() {
    assertThat(plan)
        .filteredOn(resource -> resource.type().equals("aws:lb/loadBalancer:LoadBalancer"))
        .allSatisfy(
            balancer ->
                assertThat(balancer.inputs().get("subnets"))
                    .isEqualTo(List.of("subnet-23456789", "subnet-3456789a")))
        .isNotEmpty();
    assertThat(plan)
        .filteredOn(resource -> resource.type().equals("aws:ec2/securityGroup:SecurityGroup"))
        .isNotEmpty()
        .allSatisfy(
            group -> assertThat(group.inputs().get("vpcId")).isEqualTo("vpc-0123456789abcdef0"));
  }

  /** The code chooses a zone by its name, so each subnet has to be said to lie where it does. */
  @Test
  void tellsTheCodeInWhichZoneEachSubnetLies() {
    assertThat(plan)
        .filteredOn(resource -> resource.type().equals("aws:lambda/function:Function"))
        .isNotEmpty()
        .allSatisfy(
            function ->
                assertThat(function.inputs().get("environment").toString())
                    .contains("eu-west-1a=subnet-23456789,eu-west-1b=subnet-3456789a"));
  }
}

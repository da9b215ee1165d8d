package io.cloudapp.pulumi.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.pulumi.plan.PlannedResource;
import io.cloudapp.pulumi.plan.Stacks;
import io.cloudapp.pulumi.settings.InterfaceEndpoint;
import io.cloudapp.pulumi.settings.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetworkTest {

  private static final String ENDPOINT = "aws:ec2/vpcEndpoint:VpcEndpoint";

  @Test
  void cutsAnyNetworkIntoBlocksThatDoNotOverlap() {
    var small = new SubnetPlan("192.168.16.0/20");

    assertThat(List.of(small.nextPrivate(), small.nextPrivate(), small.nextPrivate()))
        .containsExactly("192.168.16.0/23", "192.168.18.0/23", "192.168.20.0/23");
    assertThat(List.of(small.nextPublic(), small.nextPublic(), small.nextPublic()))
        .containsExactly("192.168.30.0/23", "192.168.28.0/23", "192.168.26.0/23");
    assertThat(new SubnetPlan("10.40.0.0/16").nextPublic()).isEqualTo("10.40.224.0/19");
  }

  @ParameterizedTest
  @EnumSource
  void hasAPublicAndAPrivateSubnetInEachOfThreeZones(Preset preset) {
    assertThat(Stacks.of(preset, "aws:ec2/subnet:Subnet"))
        .extracting(subnet -> subnet.inputs().get("availabilityZone"))
        .hasSize(6)
        .containsOnlyElementsOf(List.copyOf(preset.settings().region().zones()));
  }

  @ParameterizedTest
  @EnumSource
  void sharesOneNatGatewayOnlyWhereThePresetSaysSo(Preset preset) {
    assertThat(Stacks.of(preset, "aws:ec2/natGateway:NatGateway"))
        .hasSize(preset.settings().network().oneNatGateway() ? 1 : 3);
  }

  @ParameterizedTest
  @EnumSource
  void reachesS3WithoutNatFromEachPrivateSubnet(Preset preset) {
    assertThat(endpoints(preset, "Gateway"))
        .singleElement()
        .satisfies(
            endpoint -> {
              assertThat(endpoint.inputs().get("serviceName"))
                  .isEqualTo("com.amazonaws.eu-west-1.s3");
              assertThat((List<?>) endpoint.inputs().get("routeTableIds")).hasSize(3);
            });
  }

  @ParameterizedTest
  @EnumSource
  void hasThePrivateWaysThatThePresetNames(Preset preset) {
    assertThat(endpoints(preset, "Interface"))
        .extracting(endpoint -> endpoint.inputs().get("serviceName").toString())
        .containsExactlyInAnyOrderElementsOf(
            preset.settings().network().endpoints().stream()
                .map(InterfaceEndpoint::serviceName)
                .map("com.amazonaws.eu-west-1."::concat)
                .toList());
    assertThat(endpoints(preset, "Interface"))
        .allSatisfy(
            endpoint -> assertThat(endpoint.inputs()).containsEntry("privateDnsEnabled", true));
  }

  /** CKV2_AWS_12, CKV2_AWS_11. */
  @ParameterizedTest
  @EnumSource
  void closesTheDefaultGroupAndWritesDownTheTraffic(Preset preset) {
    assertThat(Stacks.of(preset, "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"))
        .singleElement()
        .satisfies(group -> assertThat(group.inputs()).doesNotContainKeys("ingress", "egress"));
    assertThat(Stacks.of(preset, "aws:ec2/flowLog:FlowLog"))
        .singleElement()
        .satisfies(log -> assertThat(log.inputs()).containsEntry("trafficType", "ALL"));
  }

  private static List<PlannedResource> endpoints(Preset preset, String type) {
    return Stacks.of(preset, ENDPOINT).stream()
        .filter(endpoint -> type.equals(endpoint.inputs().get("vpcEndpointType")))
        .toList();
  }
}

package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SecurityGroupTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  private String created(String name) {
    return ec2.client
        .createSecurityGroup(r -> r.groupName(name).description("of a test").vpcId(Network.VPC))
        .groupId();
  }

  private void allow(String group, int port, String range) {
    ec2.client.authorizeSecurityGroupIngress(
        r ->
            r.groupId(group)
                .ipPermissions(
                    way ->
                        way.ipProtocol("tcp")
                            .fromPort(port)
                            .toPort(port)
                            .ipRanges(peer -> peer.cidrIp(range))));
  }

  @Test
  void describesTheIngressItAllows() {
    var id = created("web");
    allow(id, 443, "10.0.0.0/8");

    var ways =
        ec2.client
            .describeSecurityGroups(r -> r.groupIds(id))
            .securityGroups()
            .getFirst()
            .ipPermissions();

    assertThat(ways).hasSize(1);
    assertThat(ways.getFirst().fromPort()).isEqualTo(443);
    assertThat(ways.getFirst().ipRanges().getFirst().cidrIp()).isEqualTo("10.0.0.0/8");
  }

  @Test
  void refusesTheSameIngressOrNameTwice() {
    var id = created("web");
    allow(id, 443, "0.0.0.0/0");

    assertRefused("InvalidPermission.Duplicate", () -> allow(id, 443, "0.0.0.0/0"));
    assertRefused("InvalidGroup.Duplicate", () -> created("web"));
  }

  @Test
  void refusesMalformedIngress() {
    var id = created("web");

    assertRefused("InvalidParameterValue", () -> allow(id, 443, "10.0.0.0/33"));
    assertRefused("InvalidParameterValue", () -> allow(id, 443, "10.0.0.256/8"));
    assertRefused("InvalidParameterValue", () -> allow(id, 70_000, "10.0.0.0/8"));
  }

  @Test
  void staysWhileAnInstanceIsInIt() {
    var id = created("web");
    var instance = ec2.launchedId(r -> r.securityGroupIds(id));
    assertRefused("DependencyViolation", () -> ec2.client.deleteSecurityGroup(r -> r.groupId(id)));
    ec2.client.terminateInstances(r -> r.instanceIds(instance));
    ec2.clock.pass(Duration.ofSeconds(1));

    ec2.client.deleteSecurityGroup(r -> r.groupId(id));

    assertRefused(
        "InvalidGroup.NotFound", () -> ec2.client.describeSecurityGroups(r -> r.groupIds(id)));
  }
}

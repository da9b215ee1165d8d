package io.cloudapp.pulumi.functions;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;

/** The security group of functions: they call AWS and what else they are let into. */
final class OutgoingGroup extends Part {

  private final SecurityGroup group;
  private final List<Resource> rules = new ArrayList<>();

  OutgoingGroup(StackSettings settings, String name, Network network) {
    super("outgoing-" + name, settings);
    group =
        new SecurityGroup(
            child("group"),
            SecurityGroupArgs.builder()
                .name(child("group"))
                .description("Calls out, nobody calls in")
                .vpcId(network.vpcId())
                .tags(tags())
                .build(),
            inside());
    rules.add(
        new SecurityGroupEgressRule(
            child("to-aws"),
            SecurityGroupEgressRuleArgs.builder()
                .securityGroupId(group.id())
                .description("Services of AWS")
                .ipProtocol("tcp")
                .fromPort(443)
                .toPort(443)
                .cidrIpv4("0.0.0.0/0")
                .build(),
            inside()));
  }

  /** Lets it out to another group, and into that one. */
  void reach(String name, String description, Output<String> otherId, int port) {
    rules.add(
        new SecurityGroupEgressRule(
            child(name),
            SecurityGroupEgressRuleArgs.builder()
                .securityGroupId(group.id())
                .description(description)
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .referencedSecurityGroupId(otherId)
                .build(),
            inside()));
    rules.add(
        new SecurityGroupIngressRule(
            child(name + "-let-in"),
            SecurityGroupIngressRuleArgs.builder()
                .securityGroupId(otherId)
                .description("Functions")
                .ipProtocol("tcp")
                .fromPort(port)
                .toPort(port)
                .referencedSecurityGroupId(group.id())
                .build(),
            inside()));
  }

  Output<String> id() {
    return group.id();
  }

  /** What has to be there before a function in it can be called. */
  List<Resource> rules() {
    return List.copyOf(rules);
  }
}

package io.cloudapp.pulumi.services;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.domain.ProvenCertificate;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.settings.StackSettings;

/**
 * Who reaches whom on the way to the services: API Gateway's link, the load balancer, the pods, the
 * database. The controller makes the load balancer itself.
 */
final class InternalDoor extends Part {

  private static final int HTTPS = 443;
  private static final int POD_PORT = 8080;

  private final SecurityGroup link;
  private final SecurityGroup balancer;
  private final ProvenCertificate certificate;

  InternalDoor(StackSettings settings, Network network, Data data, KubernetesCluster cluster) {
    super("internal-door", settings);
    link = group("link", "API Gateway on its way to the services", network);
    balancer = group("balancer", "The load balancer in front of the services", network);
    certificate = new ProvenCertificate(settings, child("certificate"), hostName(), tags(), this);
    connect("link-to-balancer", "The services", link.id(), balancer.id(), HTTPS);
    connect("balancer-to-pods", "The pods", balancer.id(), cluster.podGroupId(), POD_PORT);
    // The pods' group lets everything out already: EKS makes it so.
    letIn("pods-to-database", "The services", cluster.podGroupId(), data.doorId(), data.port());
  }

  /** The name in the certificate; nobody resolves it, API Gateway only checks it. */
  String hostName() {
    return "services." + settings().domain();
  }

  /** The load balancer's; AWS allows 32 characters. */
  String balancerName() {
    return settings().name("services");
  }

  Output<String> linkGroupId() {
    return link.id();
  }

  Output<String> balancerGroupId() {
    return balancer.id();
  }

  Output<String> certificateArn() {
    return certificate.arn();
  }

  private SecurityGroup group(String name, String description, Network network) {
    return new SecurityGroup(
        child(name),
        SecurityGroupArgs.builder()
            .name(child(name))
            .description(description)
            .vpcId(network.vpcId())
            .tags(tags())
            .build(),
        inside());
  }

  private void connect(
      String name, String description, Output<String> from, Output<String> to, int port) {
    new SecurityGroupEgressRule(
        child(name),
        SecurityGroupEgressRuleArgs.builder()
            .securityGroupId(from)
            .description(description)
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port)
            .referencedSecurityGroupId(to)
            .build(),
        inside());
    letIn(name + "-arriving", description, from, to, port);
  }

  private void letIn(
      String name, String description, Output<String> from, Output<String> to, int port) {
    new SecurityGroupIngressRule(
        child(name),
        SecurityGroupIngressRuleArgs.builder()
            .securityGroupId(to)
            .description(description)
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port)
            .referencedSecurityGroupId(from)
            .build(),
        inside());
  }
}

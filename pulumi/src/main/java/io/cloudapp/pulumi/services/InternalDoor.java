package io.cloudapp.pulumi.services;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.domain.ProvenCertificate;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
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
    link = securityGroup("link", "API Gateway on its way to the services", network.vpcId());
    balancer =
        securityGroup("balancer", "The load balancer in front of the services", network.vpcId());
    certificate = new ProvenCertificate(settings, child("certificate"), hostName(), tags(), this);
    connect("link-to-balancer", "The services", link.id(), balancer.id(), HTTPS);
    connect("balancer-to-pods", "The pods", balancer.id(), cluster.podGroupId(), POD_PORT);
    // The pods' group lets everything out already: EKS makes it so.
    letIn(
        "pods-to-database",
        "The services",
        data.doorId(),
        data.port(),
        new Peer.Group(cluster.podGroupId()));
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

  private void connect(
      String name, String description, Output<String> from, Output<String> to, int port) {
    letOut(name, description, from, port, new Peer.Group(to));
    letIn(name + "-arriving", description, to, port, new Peer.Group(from));
  }
}

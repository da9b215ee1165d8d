package io.cloudapp.pulumi.network;

import com.pulumi.aws.ec2.DefaultSecurityGroup;
import com.pulumi.aws.ec2.DefaultSecurityGroupArgs;
import com.pulumi.aws.ec2.Eip;
import com.pulumi.aws.ec2.EipArgs;
import com.pulumi.aws.ec2.FlowLog;
import com.pulumi.aws.ec2.FlowLogArgs;
import com.pulumi.aws.ec2.InternetGateway;
import com.pulumi.aws.ec2.InternetGatewayArgs;
import com.pulumi.aws.ec2.NatGateway;
import com.pulumi.aws.ec2.NatGatewayArgs;
import com.pulumi.aws.ec2.Route;
import com.pulumi.aws.ec2.RouteArgs;
import com.pulumi.aws.ec2.RouteTable;
import com.pulumi.aws.ec2.RouteTableArgs;
import com.pulumi.aws.ec2.RouteTableAssociation;
import com.pulumi.aws.ec2.RouteTableAssociationArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.Subnet;
import com.pulumi.aws.ec2.SubnetArgs;
import com.pulumi.aws.ec2.Vpc;
import com.pulumi.aws.ec2.VpcArgs;
import com.pulumi.aws.ec2.VpcEndpoint;
import com.pulumi.aws.ec2.VpcEndpointArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Three zones, each with a private subnet for what runs and a public one for the load balancer and
 * the people's instances; or the subnets of a network that is there.
 */
public final class Network extends Part {

  private final Output<String> vpcId;
  private final Output<List<String>> privateSubnetIds;
  private final Output<List<String>> publicSubnetIds;
  private final Output<List<String>> publicZones;
  private final List<Output<String>> instanceSubnetIds;

  public Network(StackSettings settings, Keys keys) {
    super("network", settings);
    var existing = settings.network().existing();
    if (existing.isPresent()) {
      var found = existing.get();
      var closed = new FoundSubnets("privateSubnetIds", found.vpcId(), found.privateSubnetIds());
      var open = new FoundSubnets("publicSubnetIds", found.vpcId(), found.publicSubnetIds());
      vpcId = Output.of(found.vpcId());
      privateSubnetIds = closed.ids();
      publicSubnetIds = open.ids();
      publicZones = open.zones();
      instanceSubnetIds = found.publicSubnetIds().stream().map(Output::of).toList();
      return;
    }
    var vpc =
        new Vpc(
            child("vpc"),
            VpcArgs.builder()
                .cidrBlock(settings.network().cidr())
                .enableDnsHostnames(true)
                .enableDnsSupport(true)
                .tags(named("vpc"))
                .build(),
            inside());
    vpcId = vpc.id();
    // Nobody uses it, so it lets nothing through.
    new DefaultSecurityGroup(
        child("unused"),
        DefaultSecurityGroupArgs.builder().vpcId(vpc.id()).tags(tags()).build(),
        inside());
    flowLogs(keys);
    var blocks = new SubnetPlan(settings.network().cidr());
    var openIds = new ArrayList<Output<String>>();
    var closedIds = new ArrayList<Output<String>>();
    var gateway =
        new InternetGateway(
            child("internet"),
            InternetGatewayArgs.builder().vpcId(vpc.id()).tags(named("internet")).build(),
            inside());
    var openTable = routes("public", "0.0.0.0/0", gateway.id(), true);
    var privateTables = new ArrayList<Output<String>>();
    Output<String> sharedGateway = null;
    for (var zone : settings.region().zones()) {
      var letter = zone.substring(zone.length() - 1);
      var open = subnet("public-" + letter, zone, blocks.nextPublic(), true);
      associate("public-" + letter, open, openTable);
      openIds.add(open.id());
      if (sharedGateway == null || !settings.network().oneNatGateway()) {
        sharedGateway = natGateway(letter, open, gateway);
      }
      var closed = subnet("private-" + letter, zone, blocks.nextPrivate(), false);
      var table = routes("private-" + letter, "0.0.0.0/0", sharedGateway, false);
      associate("private-" + letter, closed, table);
      privateTables.add(table);
      closedIds.add(closed.id());
    }
    publicSubnetIds = Output.all(openIds);
    privateSubnetIds = Output.all(closedIds);
    publicZones = Output.of(settings.region().zones());
    instanceSubnetIds = List.copyOf(openIds);
    // A gateway endpoint costs nothing and takes the largest traffic, images and events, off NAT.
    new VpcEndpoint(
        child("s3"),
        VpcEndpointArgs.builder()
            .vpcId(vpc.id())
            .serviceName("com.amazonaws." + settings.region().code() + ".s3")
            .vpcEndpointType("Gateway")
            .routeTableIds(Output.all(privateTables))
            .tags(named("s3"))
            .build(),
        inside());
    if (!settings.network().endpoints().isEmpty()) {
      interfaceEndpoints();
    }
  }

  public Output<String> vpcId() {
    return vpcId;
  }

  public Output<List<String>> privateSubnetIds() {
    return privateSubnetIds;
  }

  public Output<List<String>> publicSubnetIds() {
    return publicSubnetIds;
  }

  /** Where people's instances are placed. */
  public List<Output<String>> instanceSubnetIds() {
    return instanceSubnetIds;
  }

  /** The setting {@code cloudapp.network.subnets} of what launches instances: zone=subnet, …. */
  public Output<String> instanceSubnets() {
    return Output.tuple(publicZones, publicSubnetIds)
        .applyValue(
            known -> {
              var pairs = new ArrayList<String>();
              for (int index = 0; index < known.t2.size(); index++) {
                pairs.add(known.t1.get(index) + "=" + known.t2.get(index));
              }
              return String.join(",", pairs);
            });
  }

  private Subnet subnet(String name, String zone, String block, boolean isOpen) {
    var labels = new HashMap<>(named(name));
    labels.put(isOpen ? "kubernetes.io/role/elb" : "kubernetes.io/role/internal-elb", "1");
    return new Subnet(
        child(name),
        SubnetArgs.builder()
            .vpcId(vpcId)
            .availabilityZone(zone)
            .cidrBlock(block)
            // People reach their instances from wherever they are; of ours nothing is there but
            // the load balancer and the NAT gateways.
            .mapPublicIpOnLaunch(isOpen)
            .tags(labels)
            .build(),
        inside());
  }

  private Output<String> natGateway(String letter, Subnet open, InternetGateway gateway) {
    var address =
        new Eip(
            child("nat-" + letter),
            EipArgs.builder().domain("vpc").tags(named("nat-" + letter)).build(),
            inside());
    return new NatGateway(
            child("nat-gateway-" + letter),
            NatGatewayArgs.builder()
                .allocationId(address.id())
                .subnetId(open.id())
                .tags(named("nat-" + letter))
                .build(),
            insideAfter(gateway))
        .id();
  }

  private Output<String> routes(
      String name, String destination, Output<String> gateway, boolean internet) {
    var table =
        new RouteTable(
            child(name + "-routes"),
            RouteTableArgs.builder().vpcId(vpcId).tags(named(name)).build(),
            inside());
    var route = RouteArgs.builder().routeTableId(table.id()).destinationCidrBlock(destination);
    new Route(
        child(name + "-way-out"),
        internet ? route.gatewayId(gateway).build() : route.natGatewayId(gateway).build(),
        inside());
    return table.id();
  }

  private void associate(String name, Subnet subnet, Output<String> table) {
    new RouteTableAssociation(
        child(name + "-routing"),
        RouteTableAssociationArgs.builder().subnetId(subnet.id()).routeTableId(table).build(),
        inside());
  }

  private void flowLogs(Keys keys) {
    var group = logGroup("flow-logs", "/cloudapp/" + settings().installation() + "/network", keys);
    var role = role("flow-logs-role", "flow-logs", Policy.assumedBy("vpc-flow-logs.amazonaws.com"));
    new RolePolicy(
        child("flow-logs-policy"),
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(
                Policy.of(
                    Statement.allow(
                        List.of(
                            "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"),
                        List.of(text("%s:*", group.arn())))))
            .build(),
        inside());
    new FlowLog(
        child("flow-log"),
        FlowLogArgs.builder()
            .vpcId(vpcId)
            .trafficType("ALL")
            .logDestination(group.arn())
            .iamRoleArn(role.arn())
            .tags(tags())
            .build(),
        inside());
  }

  /** One network interface a zone each; whatever is in the network may use them. */
  private void interfaceEndpoints() {
    var group =
        new SecurityGroup(
            child("endpoints"),
            SecurityGroupArgs.builder()
                .name(child("endpoints"))
                .description("The network to services of AWS")
                .vpcId(vpcId)
                .tags(named("endpoints"))
                .build(),
            inside());
    letIn(
        "into-endpoints",
        "Everything in the network",
        group.id(),
        443,
        new Peer.Addresses(settings().network().cidr()));
    for (var endpoint : new TreeSet<>(settings().network().endpoints())) {
      var name = endpoint.serviceName().replace('.', '-');
      new VpcEndpoint(
          child("to-" + name),
          VpcEndpointArgs.builder()
              .vpcId(vpcId)
              .serviceName(
                  "com.amazonaws.%s.%s"
                      .formatted(settings().region().code(), endpoint.serviceName()))
              .vpcEndpointType("Interface")
              .privateDnsEnabled(true)
              .subnetIds(privateSubnetIds)
              .securityGroupIds(group.id().applyValue(List::of))
              .tags(named("to-" + name))
              .build(),
          inside());
    }
  }

  private Map<String, String> named(String name) {
    var labels = new HashMap<>(tags());
    labels.put("Name", child(name));
    return labels;
  }
}

package io.cloudapp.pulumi.functions;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.core.Output;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;

/** The security group of functions: they call AWS and what else they are let into. */
final class OutgoingGroup extends Part {

  private final SecurityGroup group;
  private final List<Resource> rules = new ArrayList<>();

  OutgoingGroup(StackSettings settings, String name, Network network) {
    super("outgoing-" + name, settings);
    group = securityGroup("group", "Calls out, nobody calls in", network.vpcId());
    rules.add(letOut("to-aws", "Services of AWS", group.id(), 443, Peer.EVERYWHERE));
  }

  /** Lets it out to another group, and into that one. */
  void reach(String name, String description, Output<String> otherId, int port) {
    rules.add(letOut(name, description, group.id(), port, new Peer.Group(otherId)));
    rules.add(letIn(name + "-let-in", "Functions", otherId, port, new Peer.Group(group.id())));
  }

  Output<String> id() {
    return group.id();
  }

  /** What has to be there before a function in it can be called. */
  List<Resource> rules() {
    return List.copyOf(rules);
  }
}

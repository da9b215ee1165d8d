package io.cloudapp.pulumi;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.network.Peer;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.Map;

/** One component of the stack; its resources have it as their parent and begin with its name. */
public class Part extends ComponentResource {

  private final StackSettings settings;
  private final String name;

  /**
   * @param name in lower case, for example {@code messaging}
   */
  protected Part(String name, StackSettings settings) {
    super("cloudapp:index:" + name, settings.name(name));
    this.settings = settings;
    this.name = name;
  }

  protected final StackSettings settings() {
    return settings;
  }

  /** Pulumi's name of a resource: installation, component, resource. */
  protected final String child(String resource) {
    return settings.name(name + "-" + resource);
  }

  protected final CustomResourceOptions inside() {
    return CustomResourceOptions.builder().parent(this).build();
  }

  /** For a resource that must wait for others it does not mention. */
  protected final CustomResourceOptions insideAfter(Resource... others) {
    return CustomResourceOptions.builder().parent(this).dependsOn(others).build();
  }

  /** For data that nobody may delete by mistake, not even Pulumi. */
  protected final CustomResourceOptions insideProtected() {
    return CustomResourceOptions.builder()
        .parent(this)
        .protect(settings.database().deletionProtection())
        .build();
  }

  protected final Map<String, String> tags() {
    return Map.of("cloudapp:installation", settings.installation());
  }

  /**
   * A log that is kept as long as the settings say, and encrypted.
   *
   * @param logName on AWS, for example {@code /cloudapp/cloudapp-test/web}
   */
  protected final LogGroup logGroup(String resource, String logName, Keys keys) {
    return new LogGroup(
        child(resource),
        LogGroupArgs.builder()
            .name(logName)
            .retentionInDays(settings.logRetentionDays())
            .kmsKeyId(keys.logs())
            .tags(tags())
            .build(),
        inside());
  }

  /**
   * A role that may do nothing yet.
   *
   * @param role its name on AWS, after the component's
   * @param assumedBy who may use it, see {@link Policy#assumedBy}
   */
  protected final Role role(String resource, String role, Output<String> assumedBy) {
    return new Role(
        child(resource),
        RoleArgs.builder().name(child(role)).assumeRolePolicy(assumedBy).tags(tags()).build(),
        inside());
  }

  /** Its members let nobody in and call nobody until it has rules. */
  protected final SecurityGroup securityGroup(
      String resource, String description, Output<String> vpcId) {
    return new SecurityGroup(
        child(resource),
        SecurityGroupArgs.builder()
            .name(child(resource))
            .description(description)
            .vpcId(vpcId)
            .tags(tags())
            .build(),
        inside());
  }

  /** A rule that lets members of a security group call somebody at a port. */
  protected final Resource letOut(
      String resource, String description, Output<String> groupId, int port, Peer to) {
    var rule =
        SecurityGroupEgressRuleArgs.builder()
            .securityGroupId(groupId)
            .description(description)
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port);
    switch (to) {
      case Peer.Group(var id) -> rule.referencedSecurityGroupId(id);
      case Peer.Addresses(var cidr) -> rule.cidrIpv4(cidr);
    }
    return new SecurityGroupEgressRule(child(resource), rule.build(), inside());
  }

  /** A rule that lets somebody call members of a security group at a port. */
  protected final Resource letIn(
      String resource, String description, Output<String> groupId, int port, Peer from) {
    var rule =
        SecurityGroupIngressRuleArgs.builder()
            .securityGroupId(groupId)
            .description(description)
            .ipProtocol("tcp")
            .fromPort(port)
            .toPort(port);
    switch (from) {
      case Peer.Group(var id) -> rule.referencedSecurityGroupId(id);
      case Peer.Addresses(var cidr) -> rule.cidrIpv4(cidr);
    }
    return new SecurityGroupIngressRule(child(resource), rule.build(), inside());
  }

  protected static Output<String> text(String format, Object... values) {
    return Output.format(format, values);
  }
}

package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.logic.aws.AwsFailure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** One security group for each version of a configuration, found by its name. */
final class Ec2SecurityGroups {

  private static final int SSH = 22;
  private static final Set<String> WORLD = Set.of("0.0.0.0/0", "::/0");
  private static final String GROUP_EXISTS = "InvalidGroup.Duplicate";
  private static final String RULE_EXISTS = "InvalidPermission.Duplicate";

  private final Ec2Client ec2;
  private final String vpcId;
  private final String installId;

  Ec2SecurityGroups(Ec2Client ec2, String vpcId, String installId) {
    this.ec2 = ec2;
    this.vpcId = vpcId;
    this.installId = installId;
  }

  String ensure(String name, List<IngressRule> ingress) {
    ingress.forEach(Ec2SecurityGroups::refuseWorldwideSsh);
    var group = find(name).orElseGet(() -> create(name));
    // A crash may have come between the group and its rules.
    ingress.stream()
        .filter(rule -> !allows(group, rule))
        .forEach(rule -> authorize(group.groupId(), rule));
    return group.groupId();
  }

  /** The last line of defence; configurations with such a rule are refused long before. */
  private static void refuseWorldwideSsh(IngressRule rule) {
    if (rule.port() == SSH && WORLD.contains(rule.cidr())) {
      throw new IllegalArgumentException("SSH is never open to the world");
    }
  }

  private Optional<SecurityGroup> find(String name) {
    return AwsFailure.call(
        "EC2",
        () ->
            ec2
                .describeSecurityGroups(
                    request ->
                        request.filters(
                            Filter.builder().name("group-name").values(name).build(),
                            Filter.builder().name("vpc-id").values(vpcId).build()))
                .securityGroups()
                .stream()
                .findFirst());
  }

  private SecurityGroup create(String name) {
    try {
      var id =
          AwsFailure.call(
              "EC2",
              () ->
                  ec2.createSecurityGroup(
                          request ->
                              request
                                  .groupName(name)
                                  .description("Who may reach instances of this configuration")
                                  .vpcId(vpcId)
                                  .tagSpecifications(tags(name)))
                      .groupId());
      return SecurityGroup.builder().groupId(id).build();
    } catch (Ec2Exception failure) {
      if (!AwsFailure.code(failure).equals(GROUP_EXISTS)) {
        throw failure;
      }
      return find(name).orElseThrow(() -> failure);
    }
  }

  private TagSpecification tags(String name) {
    return TagSpecification.builder()
        .resourceType(ResourceType.SECURITY_GROUP)
        .tags(
            Tag.builder().key(TagName.INSTALL_ID).value(installId).build(),
            Tag.builder().key(TagName.NAME).value(name).build())
        .build();
  }

  private static boolean allows(SecurityGroup group, IngressRule rule) {
    return group.hasIpPermissions()
        && group.ipPermissions().stream()
            .filter(allowed -> "tcp".equals(allowed.ipProtocol()))
            .filter(allowed -> Integer.valueOf(rule.port()).equals(allowed.fromPort()))
            .filter(allowed -> Integer.valueOf(rule.port()).equals(allowed.toPort()))
            .anyMatch(
                allowed ->
                    allowed.ipRanges().stream().anyMatch(it -> rule.cidr().equals(it.cidrIp()))
                        || allowed.ipv6Ranges().stream()
                            .anyMatch(it -> rule.cidr().equals(it.cidrIpv6())));
  }

  private void authorize(String groupId, IngressRule rule) {
    var permission =
        IpPermission.builder().ipProtocol("tcp").fromPort(rule.port()).toPort(rule.port());
    if (rule.cidr().contains(":")) {
      permission.ipv6Ranges(range -> range.cidrIpv6(rule.cidr()));
    } else {
      permission.ipRanges(range -> range.cidrIp(rule.cidr()));
    }
    try {
      AwsFailure.call(
          "EC2",
          () ->
              ec2.authorizeSecurityGroupIngress(
                  request -> request.groupId(groupId).ipPermissions(permission.build())));
    } catch (Ec2Exception failure) {
      if (!AwsFailure.code(failure).equals(RULE_EXISTS)) {
        throw failure;
      }
    }
  }
}

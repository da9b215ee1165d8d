package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.XmlWriter;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Writes instances as DescribeInstances and RunInstances show them. */
final class InstanceXml {

  private final Function<String, String> groupNames;

  /**
   * @param groupNames name of a security group by its id; the id itself when it is gone
   */
  InstanceXml(Function<String, String> groupNames) {
    this.groupNames = groupNames;
  }

  /** What stands inside a reservation. */
  void reservation(XmlWriter xml, Collection<SeenInstance> instances) {
    var first = instances.iterator().next().instance();
    xml.text("reservationId", first.reservationId())
        .text("ownerId", Network.ACCOUNT)
        .list("groupSet", "item", List.<String>of(), (_, _) -> {})
        .list("instancesSet", "item", instances, this::instance);
  }

  static void state(XmlWriter xml, String name, InstanceState state) {
    xml.element(name, inner -> inner.text("code", state.code()).text("name", state.awsName()));
  }

  private void instance(XmlWriter xml, SeenInstance seen) {
    var instance = seen.instance();
    var plan = instance.plan();
    var moment = seen.moment();
    xml.text("instanceId", instance.id()).text("imageId", plan.image().id());
    state(xml, "instanceState", seen.state());
    xml.text(
            "privateDnsName",
            seen.hasNetwork() ? Network.privateName(instance.privateAddress()) : "")
        .text(
            "dnsName",
            moment.publicAddress().isEmpty() ? "" : Network.publicName(moment.publicAddress()))
        .text("reason", moment.reason());
    if (!plan.keyName().isEmpty()) {
      xml.text("keyName", plan.keyName());
    }
    xml.text("amiLaunchIndex", instance.launchIndex())
        .text("instanceType", plan.type().name())
        .time("launchTime", instance.launchedAt())
        .element(
            "placement",
            placement ->
                placement
                    .text("availabilityZone", instance.subnet().zone())
                    .text("groupName", "")
                    .text("tenancy", "default"))
        .element(
            "monitoring",
            monitoring -> monitoring.text("state", plan.monitored() ? "enabled" : "disabled"));
    if (seen.hasNetwork()) {
      network(xml, seen);
    }
    if (!moment.reasonCode().isEmpty()) {
      xml.element(
          "stateReason",
          reason ->
              reason.text("code", moment.reasonCode()).text("message", moment.reasonMessage()));
    }
    xml.text("architecture", plan.type().architecture())
        .text("rootDeviceType", "ebs")
        .text("rootDeviceName", plan.image().rootDevice());
    volumes(xml, seen);
    xml.text("virtualizationType", "hvm").text("clientToken", instance.clientToken());
    Tags.write(xml, instance.tags());
    xml.text("hypervisor", "xen");
    if (!plan.profile().isEmpty()) {
      xml.element("iamInstanceProfile", profile -> profile.text("arn", plan.profile()));
    }
    xml.text("ebsOptimized", plan.ebsOptimized())
        .text("enaSupport", true)
        .element(
            "cpuOptions",
            cpu ->
                cpu.text("coreCount", Math.max(1, plan.type().processors() / 2))
                    .text("threadsPerCore", 2))
        .text("platformDetails", "Linux/UNIX");
    metadata(xml, plan.metadata(), seen.state());
  }

  private void network(XmlWriter xml, SeenInstance seen) {
    var instance = seen.instance();
    var publicAddress = seen.moment().publicAddress();
    xml.text("subnetId", instance.subnet().id())
        .text("vpcId", Network.VPC)
        .text("privateIpAddress", instance.privateAddress());
    if (!publicAddress.isEmpty()) {
      xml.text("ipAddress", publicAddress);
    }
    xml.text("sourceDestCheck", true)
        .list("groupSet", "item", instance.plan().securityGroups(), this::group)
        .list(
            "networkInterfaceSet",
            "item",
            List.of(instance),
            (item, one) -> {
              item.text("networkInterfaceId", one.interfaceId())
                  .text("subnetId", one.subnet().id())
                  .text("vpcId", Network.VPC)
                  .text("ownerId", Network.ACCOUNT)
                  .text("status", "in-use")
                  .text("privateIpAddress", one.privateAddress())
                  .list("groupSet", "item", one.plan().securityGroups(), this::group);
              if (!publicAddress.isEmpty()) {
                item.element(
                    "association",
                    association ->
                        association
                            .text("publicIp", publicAddress)
                            .text("publicDnsName", Network.publicName(publicAddress))
                            .text("ipOwnerId", "amazon"));
              }
            });
  }

  private void group(XmlWriter xml, String id) {
    xml.text("groupId", id).text("groupName", groupNames.apply(id));
  }

  private static void volumes(XmlWriter xml, SeenInstance seen) {
    var attached =
        seen.state() == InstanceState.TERMINATED ? List.<Volume>of() : seen.instance().volumes();
    Instant since = seen.instance().launchedAt();
    xml.list(
        "blockDeviceMapping",
        "item",
        attached,
        (item, volume) ->
            item.text("deviceName", volume.device())
                .element(
                    "ebs",
                    ebs ->
                        ebs.text("volumeId", volume.id())
                            .text("status", "attached")
                            .time("attachTime", since)
                            .text("deleteOnTermination", volume.deletedOnTermination())));
  }

  private static void metadata(XmlWriter xml, MetadataOptions options, InstanceState state) {
    xml.element(
        "metadataOptions",
        metadata ->
            metadata
                .text("state", state == InstanceState.PENDING ? "pending" : "applied")
                .text("httpTokens", options.httpTokens())
                .text("httpPutResponseHopLimit", options.hopLimit())
                .text("httpEndpoint", options.httpEndpoint())
                .text("httpProtocolIpv6", options.ipv6())
                .text("instanceMetadataTags", options.instanceTags()));
  }
}

package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Describes what instances are made of and stand in: network, images, types and volumes. */
final class Surroundings {

  private static final Filters<Network.Subnet> SUBNET_FILTERS =
      new Filters<>(
          Map.of(
              "subnet-id", subnet -> List.of(subnet.id()),
              "vpc-id", _ -> List.of(Network.VPC),
              "availability-zone", subnet -> List.of(subnet.zone()),
              "availabilityZone", subnet -> List.of(subnet.zone()),
              "default-for-az", _ -> List.of("true"),
              "defaultForAz", _ -> List.of("true"),
              "map-public-ip-on-launch", _ -> List.of("true"),
              "state", _ -> List.of("available")),
          _ -> Map.of());
  private static final Filters<String> VPC_FILTERS =
      new Filters<>(
          Map.of(
              "vpc-id", id -> List.of(id),
              "is-default", _ -> List.of("true"),
              "isDefault", _ -> List.of("true"),
              "cidr", _ -> List.of(Network.VPC_RANGE),
              "state", _ -> List.of("available")),
          _ -> Map.of());
  private static final Filters<Network.Subnet> ZONE_FILTERS =
      new Filters<>(
          Map.of(
              "zone-name", subnet -> List.of(subnet.zone()),
              "zone-id", subnet -> List.of(subnet.zoneId()),
              "zone-type", _ -> List.of("availability-zone"),
              "opt-in-status", _ -> List.of("opt-in-not-required"),
              "region-name", _ -> List.of(Network.REGION),
              "state", _ -> List.of("available")),
          _ -> Map.of());
  private static final Filters<MachineImage> IMAGE_FILTERS =
      new Filters<>(
          Map.of(
              "image-id", image -> List.of(image.id()),
              "name", image -> List.of(image.name()),
              "architecture", image -> List.of(image.architecture()),
              "owner-id", image -> List.of(image.ownerId()),
              "owner-alias", image -> List.of(image.ownerAlias()),
              "state", _ -> List.of("available"),
              "is-public", _ -> List.of("true"),
              "virtualization-type", _ -> List.of("hvm"),
              "root-device-type", _ -> List.of("ebs")),
          _ -> Map.of());
  private static final Filters<InstanceType> TYPE_FILTERS =
      new Filters<>(
          Map.of(
              "instance-type", type -> List.of(type.name()),
              "current-generation", type -> List.of(String.valueOf(!type.name().startsWith("t2."))),
              "processor-info.supported-architecture", type -> List.of(type.architecture())),
          _ -> Map.of());

  /** A volume and the instance it belongs to, as they are seen. */
  private record Attached(Volume volume, SeenInstance owner) {}

  private static final Filters<Attached> VOLUME_FILTERS =
      new Filters<>(
          Map.of(
              "volume-id", attached -> List.of(attached.volume().id()),
              "attachment.instance-id", attached -> List.of(attached.owner().instance().id()),
              "encrypted", attached -> List.of(String.valueOf(attached.volume().encrypted())),
              "status", _ -> List.of("in-use")),
          attached -> attached.volume().tags());

  private final Fleet fleet;

  Surroundings(Fleet fleet) {
    this.fleet = fleet;
  }

  void describeSubnets(QueryInput input, XmlWriter answer) {
    var named = input.texts("SubnetId").stream().map(Network::requireSubnet).toList();
    var subnets = SUBNET_FILTERS.select(input, named.isEmpty() ? Network.subnets() : named);
    var page = Page.of(input, 5, subnets, Network.Subnet::thirdByte);
    answer
        .list(
            "subnetSet",
            "item",
            page.items(),
            (item, subnet) ->
                item.text("subnetId", subnet.id())
                    .text(
                        "subnetArn",
                        "arn:aws:ec2:%s:%s:subnet/%s"
                            .formatted(Network.REGION, Network.ACCOUNT, subnet.id()))
                    .text("state", "available")
                    .text("vpcId", Network.VPC)
                    .text("cidrBlock", subnet.range())
                    .text("availableIpAddressCount", 4091)
                    .text("availabilityZone", subnet.zone())
                    .text("availabilityZoneId", subnet.zoneId())
                    .text("ownerId", Network.ACCOUNT)
                    .text("defaultForAz", true)
                    .text("mapPublicIpOnLaunch", true))
        .text("nextToken", page.next());
  }

  void describeVpcs(QueryInput input, XmlWriter answer) {
    input.texts("VpcId").forEach(Network::requireVpc);
    answer.list(
        "vpcSet",
        "item",
        VPC_FILTERS.select(input, List.of(Network.VPC)),
        (item, id) ->
            item.text("vpcId", id)
                .text("ownerId", Network.ACCOUNT)
                .text("state", "available")
                .text("cidrBlock", Network.VPC_RANGE)
                .text("instanceTenancy", "default")
                .text("isDefault", true));
  }

  void describeZones(QueryInput input, XmlWriter answer) {
    var named = input.texts("ZoneName").stream().map(Network::requireZone).toList();
    answer.list(
        "availabilityZoneInfo",
        "item",
        ZONE_FILTERS.select(input, named.isEmpty() ? Network.subnets() : named),
        (item, subnet) ->
            item.text("zoneName", subnet.zone())
                .text("zoneId", subnet.zoneId())
                .text("zoneState", "available")
                .text("zoneType", "availability-zone")
                .text("regionName", Network.REGION)
                .text("groupName", Network.REGION)
                .text("networkBorderGroup", Network.REGION)
                .text("optInStatus", "opt-in-not-required"));
  }

  void describeImages(QueryInput input, XmlWriter answer) {
    var named = input.texts("ImageId").stream().map(MachineImages::require).toList();
    var owners = new LinkedHashSet<>(input.texts("Owner"));
    var images =
        IMAGE_FILTERS.select(input, named.isEmpty() ? MachineImages.all() : named).stream()
            .filter(
                image ->
                    owners.isEmpty()
                        || owners.contains(image.ownerId())
                        || owners.contains(image.ownerAlias()))
            .toList();
    answer.list("imagesSet", "item", images, Surroundings::image);
  }

  private static void image(XmlWriter item, MachineImage image) {
    item.text("imageId", image.id())
        .text("imageState", "available")
        .text("imageOwnerId", image.ownerId())
        .text("isPublic", true)
        .text("architecture", image.architecture())
        .text("imageType", "machine")
        .text("name", image.name())
        .time("creationDate", image.createdAt())
        .text("rootDeviceType", "ebs")
        .text("rootDeviceName", image.rootDevice())
        .text("virtualizationType", "hvm")
        .text("hypervisor", "xen")
        .text("enaSupport", true)
        .text("platformDetails", "Linux/UNIX")
        .list(
            "blockDeviceMapping",
            "item",
            List.of(image),
            (mapping, root) ->
                mapping
                    .text("deviceName", root.rootDevice())
                    .element(
                        "ebs",
                        ebs ->
                            ebs.text("volumeSize", root.rootGib())
                                .text("volumeType", "gp3")
                                .text("encrypted", false)
                                .text("deleteOnTermination", true)));
    if (!image.ownerAlias().isEmpty()) {
      item.text("imageOwnerAlias", image.ownerAlias());
    }
    if (image.tokensRequired()) {
      item.text("imdsSupport", "v2.0");
    }
  }

  void describeTypes(QueryInput input, XmlWriter answer) {
    var names = input.texts("InstanceType");
    var unknown = names.stream().filter(name -> InstanceType.named(name).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      throw new AwsError(
          400,
          "InvalidInstanceType",
          "The following supplied instance types do not exist: " + unknown);
    }
    var named = names.stream().flatMap(name -> InstanceType.named(name).stream()).toList();
    var order = InstanceType.inOrder();
    var types = TYPE_FILTERS.select(input, named.isEmpty() ? order : named);
    var page = Page.of(input, 5, types, order::indexOf);
    answer
        .list(
            "instanceTypeSet",
            "item",
            page.items(),
            (item, type) ->
                item.text("instanceType", type.name())
                    .text("currentGeneration", !type.name().startsWith("t2."))
                    .text("burstablePerformanceSupported", type.name().startsWith("t"))
                    .element(
                        "processorInfo",
                        info ->
                            info.texts(
                                "supportedArchitectures", "item", List.of(type.architecture())))
                    .element("vCpuInfo", info -> info.text("defaultVCpus", type.processors()))
                    .element("memoryInfo", info -> info.text("sizeInMiB", type.memoryMib())))
        .text("nextToken", page.next());
  }

  void describeVolumes(QueryInput input, XmlWriter answer) {
    var attached =
        fleet.seen(List.of()).stream()
            .filter(SeenInstance::hasNetwork)
            .flatMap(
                seen ->
                    seen.instance().volumes().stream().map(volume -> new Attached(volume, seen)))
            .toList();
    var byId =
        attached.stream().collect(Collectors.toMap(one -> one.volume().id(), Function.identity()));
    var named = input.texts("VolumeId");
    named.stream()
        .filter(id -> !byId.containsKey(id))
        .findFirst()
        .ifPresent(
            id -> {
              throw new AwsError(
                  400, "InvalidVolume.NotFound", "The volume '" + id + "' does not exist.");
            });
    var asked = named.isEmpty() ? attached : named.stream().map(byId::get).toList();
    answer.list("volumeSet", "item", VOLUME_FILTERS.select(input, asked), Surroundings::volume);
  }

  private static void volume(XmlWriter item, Attached attached) {
    var volume = attached.volume();
    var owner = attached.owner().instance();
    item.text("volumeId", volume.id())
        .text("size", volume.sizeGib())
        .text("availabilityZone", owner.subnet().zone())
        .text("status", "in-use")
        .time("createTime", owner.launchedAt())
        .text("volumeType", volume.type())
        .text("encrypted", volume.encrypted())
        .list(
            "attachmentSet",
            "item",
            List.of(attached),
            (attachment, one) ->
                attachment
                    .text("volumeId", volume.id())
                    .text("instanceId", owner.id())
                    .text("device", volume.device())
                    .text("status", "attached")
                    .time("attachTime", owner.launchedAt())
                    .text("deleteOnTermination", volume.deletedOnTermination()));
    Tags.write(item, volume.tags());
  }
}

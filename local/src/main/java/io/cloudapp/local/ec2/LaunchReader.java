package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads and checks what RunInstances asks for. */
final class LaunchReader {

  /** How many instances a launch wants: at least and at most. */
  record Count(int least, int most) {}

  static final Set<String> PARAMETERS =
      Set.of(
          "ImageId",
          "InstanceType",
          "MinCount",
          "MaxCount",
          "KeyName",
          "SubnetId",
          "Placement",
          "SecurityGroupId",
          "SecurityGroup",
          "NetworkInterface",
          "UserData",
          "MetadataOptions",
          "InstanceInitiatedShutdownBehavior",
          "DisableApiTermination",
          "Monitoring",
          "EbsOptimized",
          "IamInstanceProfile",
          "BlockDeviceMapping",
          "TagSpecification",
          "ClientToken");

  private static final int MOST_USER_DATA_BYTES = 16_384;
  private static final int MOST_INSTANCES = 1000;
  private static final Set<String> TAGGABLE =
      Set.of("instance", "volume", "network-interface", "spot-instances-request");

  private final KeyPairs keyPairs;
  private final SecurityGroups groups;

  LaunchReader(KeyPairs keyPairs, SecurityGroups groups) {
    this.keyPairs = keyPairs;
    this.groups = groups;
  }

  Count count(QueryInput input) {
    int least = input.number("MinCount").orElseThrow(() -> Refusals.missing("MinCount"));
    int most = input.number("MaxCount").orElseThrow(() -> Refusals.missing("MaxCount"));
    if (least < 1) {
      throw Refusals.invalidValue(
          "Value (" + least + ") for parameter minCount is invalid. Expecting a positive number.");
    }
    if (most < least) {
      throw Refusals.invalidValue(
          "Value (" + most + ") for parameter maxCount is invalid. It is less than minCount.");
    }
    if (most > MOST_INSTANCES) {
      throw new AwsError(
          400,
          "InstanceLimitExceeded",
          "You have requested more instances (%d) than your current instance limit of %d allows."
              .formatted(most, MOST_INSTANCES));
    }
    return new Count(least, most);
  }

  /** The subnet that the request names, itself or by its zone. */
  Optional<Network.Subnet> place(QueryInput input) {
    var zone = input.structure("Placement").text("AvailabilityZone").map(Network::requireZone);
    var subnet =
        input
            .text("SubnetId")
            .or(() -> networkInterface(input).flatMap(first -> first.text("SubnetId")))
            .map(Network::requireSubnet);
    if (zone.isPresent() && subnet.isPresent() && !zone.equals(subnet)) {
      throw Refusals.invalidValue(
          "The availability zone and the zone of the subnet are not the same.");
    }
    return subnet.or(() -> zone);
  }

  LaunchPlan plan(QueryInput input) {
    var image = MachineImages.require(imageId(input));
    var typeName = input.text("InstanceType").orElse("t3.micro");
    var type =
        InstanceType.named(typeName)
            .orElseThrow(
                () -> Refusals.invalidValue("Invalid value '" + typeName + "' for InstanceType."));
    if (!type.architecture().equals(image.architecture())) {
      throw Refusals.invalidValue(
          ("The architecture '%s' of the specified instance type does not match the architecture"
                  + " '%s' of the specified AMI. Specify an instance type and an AMI that have"
                  + " matching architectures, and try again.")
              .formatted(type.architecture(), image.architecture()));
    }
    var keyName = input.text("KeyName").orElse("");
    if (!keyName.isEmpty()) {
      keyPairs.require(keyName);
    }
    return new LaunchPlan(
        image,
        type,
        keyName,
        groups(input),
        networkInterface(input)
            .flatMap(first -> first.text("AssociatePublicIpAddress"))
            .map(Boolean::parseBoolean)
            .orElse(true),
        userData(input),
        MetadataOptions.read(input, image),
        shutdownBehaviour(input),
        input.flag("DisableApiTermination"),
        input.structure("Monitoring").flag("Enabled"),
        input.flag("EbsOptimized"),
        profile(input),
        volumes(input, image),
        Tags.specified(input, "instance", TAGGABLE));
  }

  private static String imageId(QueryInput input) {
    return input.text("ImageId").orElseThrow(() -> Refusals.missing("ImageId"));
  }

  private static Optional<QueryInput> networkInterface(QueryInput input) {
    var interfaces = input.structures("NetworkInterface");
    if (interfaces.isEmpty()) {
      return Optional.empty();
    }
    if (interfaces.size() > 1) {
      throw Refusals.invalidValue("LocalCloud gives an instance one network interface.");
    }
    if (input.has("SubnetId") || input.has("SecurityGroupId") || input.has("SecurityGroup")) {
      throw Refusals.invalidCombination(
          "Network interfaces and an instance-level subnet ID or security groups may not be"
              + " specified on the same request");
    }
    return Optional.of(interfaces.getFirst());
  }

  private List<String> groups(QueryInput input) {
    var ids = new ArrayList<>(input.texts("SecurityGroupId"));
    networkInterface(input).ifPresent(first -> ids.addAll(first.texts("SecurityGroupId")));
    ids.forEach(groups::require);
    input.texts("SecurityGroup").forEach(name -> ids.add(groups.requireNamed(name).id()));
    return ids.isEmpty() ? List.of(Network.DEFAULT_GROUP) : ids.stream().distinct().toList();
  }

  private static String userData(QueryInput input) {
    var encoded = input.text("UserData").orElse("");
    try {
      if (Base64.getMimeDecoder().decode(encoded).length > MOST_USER_DATA_BYTES) {
        throw Refusals.invalidValue("User data is limited to " + MOST_USER_DATA_BYTES + " bytes");
      }
      if (!encoded.matches("[A-Za-z0-9+/=\\s]*")) {
        throw Refusals.invalidValue("Invalid BASE64 encoding of user data.");
      }
    } catch (IllegalArgumentException notBase64) {
      throw Refusals.invalidValue("Invalid BASE64 encoding of user data.");
    }
    return encoded;
  }

  private static String shutdownBehaviour(QueryInput input) {
    var behaviour = input.text("InstanceInitiatedShutdownBehavior").orElse("stop");
    if (!behaviour.equals("stop") && !behaviour.equals("terminate")) {
      throw Refusals.invalidValue(
          "Value ("
              + behaviour
              + ") for parameter instanceInitiatedShutdownBehavior is invalid. Expecting stop or"
              + " terminate.");
    }
    return behaviour;
  }

  private static String profile(QueryInput input) {
    var profile = input.structure("IamInstanceProfile");
    return profile
        .text("Arn")
        .or(
            () ->
                profile
                    .text("Name")
                    .map(name -> "arn:aws:iam::" + Network.ACCOUNT + ":instance-profile/" + name))
        .orElse("");
  }

  private static List<Volume> volumes(QueryInput input, MachineImage image) {
    var tags = Tags.specified(input, "volume", TAGGABLE);
    Map<String, Volume> byDevice = new LinkedHashMap<>();
    byDevice.put(
        image.rootDevice(),
        new Volume("", image.rootDevice(), image.rootGib(), "gp3", false, true, tags));
    for (var mapping : input.structures("BlockDeviceMapping")) {
      var device = mapping.text("DeviceName").orElseThrow(() -> Refusals.missing("deviceName"));
      byDevice.put(device, volume(mapping, device, byDevice.get(device), tags));
    }
    return List.copyOf(byDevice.values());
  }

  private static Volume volume(
      QueryInput mapping, String device, Volume fromImage, Map<String, String> tags) {
    var disk = mapping.structure("Ebs");
    if (disk.isEmpty()) {
      throw new AwsError(
          400, "InvalidBlockDeviceMapping", "LocalCloud has EBS volumes only: " + device);
    }
    var least = Optional.ofNullable(fromImage).map(Volume::sizeGib).orElse(1);
    int size =
        disk.number("VolumeSize")
            .or(() -> Optional.ofNullable(fromImage).map(Volume::sizeGib))
            .orElseThrow(() -> Refusals.missing("size or snapshotId"));
    if (size < least) {
      throw new AwsError(
          400,
          "InvalidBlockDeviceMapping",
          "Volume of size %dGB is smaller than snapshot, expect size >= %dGB"
              .formatted(size, least));
    }
    var type = disk.text("VolumeType").orElse("gp3");
    if (!Set.of("gp2", "gp3", "io1", "io2", "st1", "sc1", "standard").contains(type)) {
      throw Refusals.invalidValue("Value (" + type + ") for parameter volumeType is invalid.");
    }
    boolean deleted = !disk.has("DeleteOnTermination") || disk.flag("DeleteOnTermination");
    return new Volume("", device, size, type, disk.flag("Encrypted"), deleted, tags);
  }
}

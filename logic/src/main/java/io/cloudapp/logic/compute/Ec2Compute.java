package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.aws.AwsFailure;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataEndpointState;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataTagsState;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.ShutdownBehavior;
import software.amazon.awssdk.services.ec2.model.StateReason;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;

/** EC2 itself, and Systems Manager for the aliases of its images. */
@Singleton
final class Ec2Compute implements Compute {

  private static final String SERVICE = "EC2";

  /** Another zone may have room; EC2 answers some of these with status 500. */
  private static final Set<String> ZONE_REFUSALS =
      Set.of(
          "InsufficientInstanceCapacity",
          "InsufficientHostCapacity",
          "InsufficientCapacity",
          "InsufficientFreeAddressesInSubnet",
          "Unsupported");

  /** What we have just made and EC2 does not see yet. */
  private static final Set<String> NOT_VISIBLE_YET =
      Set.of("InvalidKeyPair.NotFound", "InvalidGroup.NotFound");

  private static final Pattern METADATA_KEY = Pattern.compile("[A-Za-z0-9+=.,_:@-]+");
  private static final String UNKNOWN_INSTANCE = "InvalidInstanceID.NotFound";
  private static final String NOT_ALLOWED = "UnauthorizedOperation";
  private static final Set<String> WILL_NOT_STOP =
      Set.of("IncorrectInstanceState", "UnsupportedOperation");

  private final Ec2Client ec2;
  private final SsmClient systemsManager;
  private final BeanProvider<NetworkSettings> network;
  private final String installId;

  Ec2Compute(
      Ec2Client ec2,
      SsmClient systemsManager,
      BeanProvider<NetworkSettings> network,
      InstallSettings install) {
    this.ec2 = ec2;
    this.systemsManager = systemsManager;
    this.installId = install.installId();
    this.network = network;
  }

  @Override
  public LaunchOutcome launch(LaunchOrder order) {
    try {
      var launched = ec2.runInstances(request(order));
      return new LaunchOutcome.Launched(launched.instances().getFirst().instanceId());
    } catch (SdkException failure) {
      var code = AwsFailure.code(failure);
      if (ZONE_REFUSALS.contains(code)) {
        return new LaunchOutcome.NoCapacity();
      }
      if (NOT_VISIBLE_YET.contains(code) || AwsFailure.isTransient(failure)) {
        return new LaunchOutcome.Unknown();
      }
      return new LaunchOutcome.Refused(code);
    }
  }

  private static RunInstancesRequest request(LaunchOrder order) {
    var tags = tags(order.tags());
    var userData =
        Base64.getEncoder().encodeToString(order.userData().getBytes(StandardCharsets.UTF_8));
    var request =
        RunInstancesRequest.builder()
            .clientToken(order.clientToken())
            .minCount(1)
            .maxCount(1)
            .imageId(order.image().id())
            .instanceType(order.instanceType())
            // Subnets of ours give no public address to what does not ask for one.
            .networkInterfaces(
                network ->
                    network
                        .deviceIndex(0)
                        .subnetId(order.subnetId())
                        .groups(order.securityGroupId())
                        .associatePublicIpAddress(true)
                        .deleteOnTermination(true))
            .userData(userData)
            .instanceInitiatedShutdownBehavior(ShutdownBehavior.TERMINATE)
            .metadataOptions(
                metadata ->
                    metadata
                        .httpEndpoint(InstanceMetadataEndpointState.ENABLED)
                        .httpTokens(HttpTokensState.REQUIRED)
                        .httpPutResponseHopLimit(1)
                        .instanceMetadataTags(metadataTags(order)))
            .blockDeviceMappings(rootDisk(order))
            .tagSpecifications(
                TagSpecification.builder().resourceType(ResourceType.INSTANCE).tags(tags).build(),
                TagSpecification.builder().resourceType(ResourceType.VOLUME).tags(tags).build());
    order.keyPairName().ifPresent(request::keyName);
    return request.build();
  }

  /**
   * The instance ends by its tag; with a key that the metadata service cannot show, EC2 refuses.
   */
  private static InstanceMetadataTagsState metadataTags(LaunchOrder order) {
    return order.tags().keySet().stream().allMatch(key -> METADATA_KEY.matcher(key).matches())
        ? InstanceMetadataTagsState.ENABLED
        : InstanceMetadataTagsState.DISABLED;
  }

  private static BlockDeviceMapping rootDisk(LaunchOrder order) {
    return BlockDeviceMapping.builder()
        .deviceName(order.image().rootDevice())
        .ebs(
            disk ->
                disk.encrypted(true)
                    .deleteOnTermination(true)
                    .volumeSize(order.disk().sizeGigabytes())
                    .volumeType(order.disk().type()))
        .build();
  }

  private static List<Tag> tags(Map<String, String> tags) {
    return tags.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(tag -> Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
        .toList();
  }

  @Override
  public Optional<ComputeInstance> find(String ec2InstanceId) {
    try {
      return describe(request -> request.instanceIds(ec2InstanceId)).stream().findFirst();
    } catch (Ec2Exception failure) {
      if (AwsFailure.code(failure).equals(UNKNOWN_INSTANCE)) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public Optional<ComputeInstance> findByToken(String clientToken) {
    return describe(request -> request.filters(filter("client-token", List.of(clientToken))))
        .stream()
        .findFirst();
  }

  @Override
  public List<ComputeInstance> listOurs() {
    var living = List.of("pending", "running", "stopping", "stopped");
    return describe(
        request ->
            request.filters(
                filter("tag:" + TagName.INSTALL_ID, List.of(installId)),
                filter("instance-state-name", living)));
  }

  private List<ComputeInstance> describe(Consumer<DescribeInstancesRequest.Builder> request) {
    return AwsFailure.call(
        SERVICE,
        () ->
            ec2.describeInstancesPaginator(request).reservations().stream()
                .flatMap(reservation -> reservation.instances().stream())
                .map(Ec2Compute::described)
                .toList());
  }

  private static Filter filter(String name, List<String> values) {
    return Filter.builder().name(name).values(values).build();
  }

  private static ComputeInstance described(Instance instance) {
    var host =
        Stream.of(instance.publicDnsName(), instance.publicIpAddress(), instance.privateIpAddress())
            .filter(name -> name != null && !name.isBlank())
            .findFirst();
    var reason = Optional.ofNullable(instance.stateReason()).map(StateReason::message).orElse("");
    var tags = instance.tags().stream().collect(Collectors.toMap(Tag::key, Tag::value));
    return new ComputeInstance(
        instance.instanceId(),
        state(instance),
        host,
        instance.launchTime(),
        reason,
        tags,
        instance.instanceTypeAsString());
  }

  private static ComputeInstance.State state(Instance instance) {
    return switch (instance.state().name()) {
      case PENDING -> ComputeInstance.State.PENDING;
      case RUNNING -> ComputeInstance.State.RUNNING;
      case STOPPING -> ComputeInstance.State.STOPPING;
      case STOPPED -> ComputeInstance.State.STOPPED;
      case SHUTTING_DOWN -> ComputeInstance.State.SHUTTING_DOWN;
      case TERMINATED -> ComputeInstance.State.TERMINATED;
      case UNKNOWN_TO_SDK_VERSION ->
          throw new IllegalStateException(
              "EC2 has a new state: " + instance.state().nameAsString());
    };
  }

  @Override
  public boolean terminate(String ec2InstanceId) {
    try {
      AwsFailure.call(
          SERVICE, () -> ec2.terminateInstances(request -> request.instanceIds(ec2InstanceId)));
      return true;
    } catch (Ec2Exception failure) {
      if (isUnknown(ec2InstanceId, failure)) {
        return false;
      }
      throw failure;
    }
  }

  /**
   * What EC2 does not know has no tags, and IAM lets us at our tag only: EC2 then says that we may
   * not, and only a look at it tells.
   */
  private boolean isUnknown(String ec2InstanceId, Ec2Exception failure) {
    return switch (AwsFailure.code(failure)) {
      case UNKNOWN_INSTANCE -> true;
      case NOT_ALLOWED -> find(ec2InstanceId).isEmpty();
      default -> false;
    };
  }

  @Override
  public StopOutcome forceStop(String ec2InstanceId) {
    try {
      AwsFailure.call(
          SERVICE,
          () -> ec2.stopInstances(request -> request.instanceIds(ec2InstanceId).force(true)));
      return StopOutcome.ORDERED;
    } catch (Ec2Exception failure) {
      if (isUnknown(ec2InstanceId, failure)) {
        return StopOutcome.UNKNOWN;
      }
      if (WILL_NOT_STOP.contains(AwsFailure.code(failure))) {
        return StopOutcome.WILL_NOT;
      }
      throw failure;
    }
  }

  @Override
  public void tag(String ec2InstanceId, String name, String value) {
    var tag = Tag.builder().key(name).value(value).build();
    try {
      AwsFailure.call(
          SERVICE, () -> ec2.createTags(request -> request.resources(ec2InstanceId).tags(tag)));
    } catch (Ec2Exception failure) {
      if (!isUnknown(ec2InstanceId, failure)) {
        throw failure;
      }
    }
  }

  @Override
  public Optional<Image> findImage(String ami) {
    return imageId(ami).flatMap(this::image);
  }

  private Optional<String> imageId(String ami) {
    if (ami.startsWith("ami-")) {
      return Optional.of(ami);
    }
    try {
      return AwsFailure.call(
          "Systems Manager",
          () ->
              Optional.of(
                  systemsManager.getParameter(request -> request.name(ami)).parameter().value()));
    } catch (ParameterNotFoundException unknown) {
      return Optional.empty();
    }
  }

  private Optional<Image> image(String id) {
    try {
      return AwsFailure.call(SERVICE, () -> ec2.describeImages(request -> request.imageIds(id)))
          .images()
          .stream()
          .map(image -> new Image(image.imageId(), image.rootDeviceName()))
          .findFirst();
    } catch (Ec2Exception failure) {
      if (AwsFailure.code(failure).startsWith("InvalidAMIID")) {
        return Optional.empty();
      }
      throw failure;
    }
  }

  @Override
  public String ensureSecurityGroup(String name, List<IngressRule> ingress) {
    return new Ec2SecurityGroups(ec2, network.get().vpcId(), installId).ensure(name, ingress);
  }

  @Override
  public void importKeyPair(String name, String publicKey) {
    var tag = Tag.builder().key(TagName.INSTALL_ID).value(installId).build();
    try {
      AwsFailure.call(
          SERVICE,
          () ->
              ec2.importKeyPair(
                  request ->
                      request
                          .keyName(name)
                          .publicKeyMaterial(SdkBytes.fromUtf8String(publicKey))
                          .tagSpecifications(
                              specification ->
                                  specification.resourceType(ResourceType.KEY_PAIR).tags(tag))));
    } catch (Ec2Exception failure) {
      if (!AwsFailure.code(failure).equals("InvalidKeyPair.Duplicate")) {
        throw failure;
      }
    }
  }

  @Override
  public void deleteKeyPair(String name) {
    try {
      AwsFailure.call(SERVICE, () -> ec2.deleteKeyPair(request -> request.keyName(name)));
    } catch (Ec2Exception failure) {
      if (!AwsFailure.code(failure).equals("InvalidKeyPair.NotFound")) {
        throw failure;
      }
    }
  }
}

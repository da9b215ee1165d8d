package io.cloudapp.local.ec2;

import static io.cloudapp.local.ec2.ServedEc2.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.InstanceAttributeName;
import software.amazon.awssdk.services.ec2.model.InstanceType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

class RunInstancesTest {

  private final ServedEc2 ec2 = new ServedEc2();

  @AfterEach
  void close() {
    ec2.close();
  }

  private void assertLaunchRefused(String code, Consumer<RunInstancesRequest.Builder> change) {
    assertRefused(code, () -> ec2.launch(change));
    assertThat(ec2.describedIds()).isEmpty();
  }

  @Test
  void keepsMetadataOptionsDisksAndTagsAsAsked() {
    var id =
        ec2.launchedId(
            r ->
                r.metadataOptions(
                        options -> options.httpTokens("required").httpPutResponseHopLimit(1))
                    .blockDeviceMappings(
                        disk ->
                            disk.deviceName("/dev/xvda")
                                .ebs(ebs -> ebs.volumeSize(20).encrypted(true)))
                    .tagSpecifications(
                        TagSpecification.builder()
                            .resourceType(ResourceType.VOLUME)
                            .tags(Tag.builder().key("of").value("disk").build())
                            .build()));

    var instance = ec2.described(id);
    assertThat(instance.metadataOptions().httpTokensAsString()).isEqualTo("required");
    assertThat(instance.metadataOptions().httpPutResponseHopLimit()).isEqualTo(1);
    assertThat(instance.blockDeviceMappings()).hasSize(1);
    var volumeId = instance.blockDeviceMappings().getFirst().ebs().volumeId();
    var volume = ec2.client.describeVolumes(r -> r.volumeIds(volumeId)).volumes().getFirst();
    assertThat(volume.encrypted()).isTrue();
    assertThat(volume.size()).isEqualTo(20);
    assertThat(volume.tags()).containsExactly(Tag.builder().key("of").value("disk").build());
    assertThat(instance.tags()).isEmpty();
  }

  @Test
  void givesUserDataBack() {
    var data = Base64.getEncoder().encodeToString("#cloud-config\n".getBytes());
    var id = ec2.launchedId(r -> r.userData(data));

    assertThat(
            ec2.client
                .describeInstanceAttribute(
                    r -> r.instanceId(id).attribute(InstanceAttributeName.USER_DATA))
                .userData()
                .value())
        .isEqualTo(data);
  }

  @Test
  void takesSixteenKibibytesOfUserDataAndNotOneMore() {
    ec2.launch(r -> r.userData(Base64.getEncoder().encodeToString(new byte[16_384])));

    assertRefused(
        "InvalidParameterValue",
        () -> ec2.launch(r -> r.userData(Base64.getEncoder().encodeToString(new byte[16_385]))));
    assertRefused("InvalidParameterValue", () -> ec2.launch(r -> r.userData("#!/bin/sh <no>")));
  }

  @Test
  void launchesSeveralInOneReservation() {
    var launched = ec2.launch(r -> r.minCount(2).maxCount(3));

    assertThat(launched.instances()).hasSize(3);
    assertThat(ec2.client.describeInstances().reservations()).hasSize(1);
    assertThat(launched.instances()).extracting(i -> i.amiLaunchIndex()).containsExactly(0, 1, 2);
  }

  @Test
  void refusesWhatDoesNotExist() {
    assertLaunchRefused("InvalidAMIID.NotFound", r -> r.imageId("ami-00000000000000000"));
    assertLaunchRefused("InvalidAMIID.Malformed", r -> r.imageId("ubuntu"));
    assertLaunchRefused("InvalidParameterValue", r -> r.instanceType("t9.huge"));
    assertLaunchRefused("InvalidKeyPair.NotFound", r -> r.keyName("nobody"));
    assertLaunchRefused(
        "InvalidSubnetID.NotFound", r -> r.placement(_ -> {}).subnetId("subnet-00000000000000000"));
    assertLaunchRefused("InvalidGroup.NotFound", r -> r.securityGroupIds("sg-00000000000000000"));
    assertLaunchRefused(
        "InvalidParameterValue", r -> r.placement(place -> place.availabilityZone("mars-1a")));
  }

  @Test
  void refusesAnImageOfAnotherArchitecture() {
    assertLaunchRefused("InvalidParameterValue", r -> r.instanceType(InstanceType.T4_G_MICRO));
  }

  @Test
  void refusesImpossibleCountsAndHopLimits() {
    assertLaunchRefused("InvalidParameterValue", r -> r.minCount(0));
    assertLaunchRefused("InvalidParameterValue", r -> r.minCount(2).maxCount(1));
    assertLaunchRefused("MissingParameter", r -> r.minCount(null));
    assertLaunchRefused(
        "InvalidParameterValue",
        r -> r.metadataOptions(options -> options.httpPutResponseHopLimit(65)));
  }

  @Test
  void refusesADiskSmallerThanItsImage() {
    assertLaunchRefused(
        "InvalidBlockDeviceMapping",
        r ->
            r.blockDeviceMappings(
                disk -> disk.deviceName("/dev/xvda").ebs(ebs -> ebs.volumeSize(2))));
  }

  @Test
  void refusesAParameterItWouldIgnore() {
    assertLaunchRefused("UnknownParameter", r -> r.ramdiskId("ari-12345678"));
  }

  @Test
  void launchesNothingOnADryRun() {
    assertRefused(412, "DryRunOperation", () -> ec2.launch(r -> r.dryRun(true)));
    assertThat(ec2.describedIds()).isEmpty();
    var id = ec2.launchedId();
    assertRefused(
        412,
        "DryRunOperation",
        () -> ec2.client.terminateInstances(r -> r.instanceIds(id).dryRun(true)));
    assertThat(ec2.stateOf(id)).isEqualTo("pending");
  }

  @Test
  void refusesALaunchThatThePolicyDoesNotAllow() {
    try (var strict =
        new ServedEc2(options -> options.with(LaunchPolicy.launchesTagged("cloudapp:install")))) {
      assertRefused(403, "UnauthorizedOperation", strict::launchedId);
      strict.launchedId(
          r ->
              r.tagSpecifications(
                  TagSpecification.builder()
                      .resourceType(ResourceType.INSTANCE)
                      .tags(Tag.builder().key("cloudapp:install").value("x").build())
                      .build()));
    }
  }
}

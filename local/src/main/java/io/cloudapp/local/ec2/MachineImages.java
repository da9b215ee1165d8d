package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The AMIs there are, and the public SSM parameters that lead to them. */
public final class MachineImages {

  private static final Instant PUBLISHED = Instant.parse("2026-09-01T00:00:00Z");

  private static final List<MachineImage> ALL =
      List.of(
          amazon("ami-0a1c0de2023000001", "x86_64"),
          amazon("ami-0a1c0de2023000002", "arm64"),
          ubuntu("ami-0b1c0de2404000001", "24.04", "noble", "amd64", "x86_64"),
          ubuntu("ami-0b1c0de2404000002", "24.04", "noble", "arm64", "arm64"),
          ubuntu("ami-0b1c0de2204000001", "22.04", "jammy", "amd64", "x86_64"),
          ubuntu("ami-0b1c0de2204000002", "22.04", "jammy", "arm64", "arm64"),
          debian("ami-0c1c0de0012000001", "12", "amd64", "x86_64"),
          debian("ami-0c1c0de0012000002", "12", "arm64", "arm64"),
          debian("ami-0c1c0de0013000001", "13", "amd64", "x86_64"),
          debian("ami-0c1c0de0013000002", "13", "arm64", "arm64"));

  private MachineImages() {}

  public static List<MachineImage> all() {
    return ALL;
  }

  /** AMI ids by the name of the public parameter that holds them. */
  public static Map<String, String> idsByAlias() {
    return ALL.stream().collect(Collectors.toMap(MachineImage::alias, MachineImage::id));
  }

  static MachineImage require(String id) {
    Ids.requireWellFormed("ami", "InvalidAMIID", List.of(id));
    return ALL.stream()
        .filter(image -> image.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidAMIID.NotFound", "The image id '[" + id + "]' does not exist"));
  }

  private static MachineImage amazon(String id, String architecture) {
    return new MachineImage(
        id,
        "al2023-ami-2023.9.20260901.0-kernel-6.1-" + architecture,
        architecture,
        "137112412989",
        "amazon",
        "/dev/xvda",
        8,
        true,
        PUBLISHED,
        "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-" + architecture);
  }

  private static MachineImage ubuntu(
      String id, String version, String codename, String distribution, String architecture) {
    var disks = version.equals("22.04") ? "gp2" : "gp3";
    return new MachineImage(
        id,
        "ubuntu/images/hvm-ssd-%s/ubuntu-%s-%s-%s-server-20260901"
            .formatted(disks, codename, version, distribution),
        architecture,
        "099720109477",
        "",
        "/dev/sda1",
        8,
        false,
        PUBLISHED,
        "/aws/service/canonical/ubuntu/server/%s/stable/current/%s/hvm/ebs-%s/ami-id"
            .formatted(version, distribution, disks));
  }

  private static MachineImage debian(
      String id, String version, String distribution, String architecture) {
    return new MachineImage(
        id,
        "debian-%s-%s-20260901-2221".formatted(version, distribution),
        architecture,
        "136693071363",
        "",
        "/dev/xvda",
        8,
        false,
        PUBLISHED,
        "/aws/service/debian/release/%s/latest/%s".formatted(version, distribution));
  }
}

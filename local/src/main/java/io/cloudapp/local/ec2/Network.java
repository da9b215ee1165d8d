package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.util.List;
import java.util.Optional;

/** The account's network: one default VPC with a public subnet in each of three zones. */
public final class Network {

  /** The only VPC. */
  public static final String VPC = "vpc-0c10da00000000001";

  /** The VPC's default security group. */
  public static final String DEFAULT_GROUP = "sg-0c10da00000000001";

  static final String ACCOUNT = "000000000000";
  static final String REGION = "eu-west-1";
  static final String VPC_RANGE = "172.31.0.0/16";

  /**
   * A subnet of the VPC.
   *
   * @param thirdByte where its /20 begins: 172.31.thirdByte.0
   */
  public record Subnet(String id, String zone, String zoneId, int thirdByte) {

    String range() {
      return "172.31." + thirdByte + ".0/20";
    }
  }

  private static final List<Subnet> SUBNETS =
      List.of(
          new Subnet("subnet-0c10da0000000000a", "eu-west-1a", "euw1-az1", 0),
          new Subnet("subnet-0c10da0000000000b", "eu-west-1b", "euw1-az2", 16),
          new Subnet("subnet-0c10da0000000000c", "eu-west-1c", "euw1-az3", 32));

  private Network() {}

  public static List<Subnet> subnets() {
    return SUBNETS;
  }

  static Subnet requireSubnet(String id) {
    Ids.requireWellFormed("subnet", "InvalidSubnetID", List.of(id));
    return SUBNETS.stream()
        .filter(subnet -> subnet.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidSubnetID.NotFound", "The subnet ID '" + id + "' does not exist"));
  }

  static Subnet requireZone(String zone) {
    return inZone(zone)
        .orElseThrow(() -> Refusals.invalidValue("Invalid availability zone: [" + zone + "]"));
  }

  static Optional<Subnet> inZone(String zone) {
    return SUBNETS.stream().filter(subnet -> subnet.zone().equals(zone)).findFirst();
  }

  static void requireVpc(String id) {
    Ids.requireWellFormed("vpc", "InvalidVpcID", List.of(id));
    if (!id.equals(VPC)) {
      throw new AwsError(400, "InvalidVpcID.NotFound", "The vpc ID '" + id + "' does not exist");
    }
  }

  /** A private address of the subnet: AWS keeps the first four for itself. */
  static String privateAddress(Subnet subnet, long ordinal) {
    var host = 4 + (int) (ordinal % 4000);
    return "172.31.%d.%d".formatted(subnet.thirdByte() + host / 256, host % 256);
  }

  /** A public address of the range that is reserved for benchmarks, so that it is nobody's. */
  static String publicAddress(long ordinal) {
    var host = 1 + (int) (ordinal % 130_000);
    return "198.%d.%d.%d".formatted(18 + host / 65_536, host / 256 % 256, host % 256);
  }

  static String privateName(String address) {
    return "ip-%s.%s.compute.internal".formatted(address.replace('.', '-'), REGION);
  }

  static String publicName(String address) {
    return "ec2-%s.%s.compute.amazonaws.com".formatted(address.replace('.', '-'), REGION);
  }
}

package io.cloudapp.pulumi.settings;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The network: one of our own, or subnets of one that is there.
 *
 * @param cidr of our own network, /16 to /20
 * @param oneNatGateway one for all zones instead of one each: a third of the price, and the
 *     functions stand still while its zone does
 * @param existing the network to use instead of an own one
 * @param operators who may reach the cluster's endpoint
 */
public record NetworkSettings(
    String cidr, boolean oneNatGateway, Optional<Existing> existing, OperatorAddresses operators) {

  private static final Pattern CIDR =
      Pattern.compile("(10|172|192)(\\.[0-9]{1,3}){3}/(16|17|18|19|20)");
  private static final Pattern VPC = Pattern.compile("vpc-[0-9a-f]{8,17}");
  private static final Pattern SUBNET = Pattern.compile("subnet-[0-9a-f]{8,17}");

  /** Subnets of another network, at least two of each kind, in different zones. */
  public record Existing(
      String vpcId, List<String> privateSubnetIds, List<String> publicSubnetIds) {
    public Existing {
      privateSubnetIds = List.copyOf(privateSubnetIds);
      publicSubnetIds = List.copyOf(publicSubnetIds);
    }
  }

  /**
   * False where only somebody inside the network reaches the cluster, and the network is not there
   * before the stack is.
   */
  public boolean clusterIsReached() {
    return operators.reachFromOutside() || existing.isPresent();
  }

  static NetworkSettings of(ConfigurationValues own) {
    return new NetworkSettings(
        own.optional("networkCidr", CIDR, "a private network of size /16 to /20")
            .orElse("10.40.0.0/16"),
        own.flag("oneNatGateway", true, "whether all zones share one NAT gateway"),
        own.optional("vpcId", VPC, "the id of a network that is there")
            .map(vpc -> existing(own, vpc)),
        OperatorAddresses.of(own));
  }

  private static Existing existing(ConfigurationValues own, String vpc) {
    return new Existing(
        vpc, subnets(own, "privateSubnetIds", vpc), subnets(own, "publicSubnetIds", vpc));
  }

  private static List<String> subnets(ConfigurationValues own, String key, String vpc) {
    UnaryOperator<String> check =
        subnet -> {
          if (!SUBNET.matcher(subnet).matches()) {
            throw own.bad(
                key, "holds \"" + subnet + "\", which is no subnet id", "ids like subnet-0abc…");
          }
          return subnet;
        };
    var subnets = own.list(key, check);
    if (subnets.size() < 2) {
      throw own.bad(
          key,
          "has %d subnets".formatted(subnets.size()),
          "at least two of %s in different zones, separated by commas".formatted(vpc));
    }
    return subnets;
  }
}

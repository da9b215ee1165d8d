package io.cloudapp.pulumi.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * The network: one of our own, or subnets of one that is there.
 *
 * @param cidr of our own network, /16 to /20
 * @param oneNatGateway one for all zones instead of one each: a third of the price, and the
 *     functions stand still while its zone does
 * @param existing the network to use instead of an own one
 * @param endpoints services of AWS that are reached without NAT; only of our own network
 * @param operators who may reach the cluster's endpoint
 */
public record NetworkSettings(
    String cidr,
    boolean oneNatGateway,
    Optional<Existing> existing,
    Set<InterfaceEndpoint> endpoints,
    OperatorAddresses operators) {

  private static final String NUMBER = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern CIDR =
      Pattern.compile(
          "(10\\.%s|172\\.(1[6-9]|2\\d|3[01])|192\\.168)\\.%s\\.%s/(1[6-9]|20)"
              .formatted(NUMBER, NUMBER, NUMBER));
  private static final String USUAL_CIDR = "10.40.0.0/16";

  /** Of the age of AWS, or of 17 digits since 2018. */
  private static final String ID = "([0-9a-f]{8}|[0-9a-f]{17})";

  private static final Pattern VPC = Pattern.compile("vpc-" + ID);
  private static final Pattern SUBNET = Pattern.compile("subnet-" + ID);

  public NetworkSettings {
    endpoints = Set.copyOf(endpoints);
  }

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
    var existing =
        own.optional("vpcId", VPC, "the id of a network that is there, like vpc-0123456789abcdef0")
            .map(vpc -> existing(own, vpc));
    for (var key : List.of("privateSubnetIds", "publicSubnetIds")) {
      if (existing.isEmpty() && own.find(key).isPresent()) {
        throw own.bad(key, "is set, and vpcId is not", "vpcId too, or neither");
      }
    }
    return new NetworkSettings(
        cidr(own),
        own.flag("oneNatGateway", true, "whether all zones share one NAT gateway"),
        existing,
        endpoints(own, existing),
        OperatorAddresses.of(own));
  }

  private static String cidr(ConfigurationValues own) {
    var meaning = "a private network of size /16 to /20, such as " + USUAL_CIDR;
    var cidr = own.optional("networkCidr", CIDR, meaning).orElse(USUAL_CIDR);
    if (!isFirstOfItsNetwork(cidr)) {
      throw own.bad(
          "networkCidr", "is \"" + cidr + "\", which does not begin where a network does", meaning);
    }
    return cidr;
  }

  /** EC2 would cut the address off silently, and the subnets would lie elsewhere. */
  private static boolean isFirstOfItsNetwork(String cidr) {
    var parts = cidr.split("[./]");
    var third = Integer.parseInt(parts[2]);
    var sharedBitsOfThird = Integer.parseInt(parts[4]) - 16;
    return parts[3].equals("0") && third % (256 >> sharedBitsOfThird) == 0;
  }

  private static Set<InterfaceEndpoint> endpoints(
      ConfigurationValues own, Optional<Existing> existing) {
    var key = "interfaceEndpoints";
    var endpoints = own.list(key, name -> InterfaceEndpoint.of(own, key, name));
    if (existing.isPresent() && !endpoints.isEmpty()) {
      throw new BadSetting(
          "cloudapp:interfaceEndpoints is set, and so is cloudapp:vpcId: a network that is there keeps the endpoints that it has. Set one of the two; the other goes by: pulumi config rm cloudapp:interfaceEndpoints");
    }
    return Set.copyOf(endpoints);
  }

  private static Existing existing(ConfigurationValues own, String vpc) {
    var inner = subnets(own, "privateSubnetIds", vpc);
    var outer = subnets(own, "publicSubnetIds", vpc);
    if (inner.stream().anyMatch(outer::contains)) {
      throw own.bad(
          "publicSubnetIds", "names a private subnet", "subnets with a way to the internet only");
    }
    return new Existing(vpc, inner, outer);
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
    if (Set.copyOf(subnets).size() < subnets.size()) {
      throw own.bad(key, "names a subnet twice", "different subnets of " + vpc);
    }
    if (subnets.size() < 2) {
      throw own.bad(
          key,
          "has %d subnets".formatted(subnets.size()),
          "at least two of %s in different zones, separated by commas".formatted(vpc));
    }
    return subnets;
  }
}

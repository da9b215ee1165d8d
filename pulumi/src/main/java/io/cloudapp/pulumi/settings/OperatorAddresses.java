package io.cloudapp.pulumi.settings;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who may reach the cluster's endpoint, which {@code pulumi up} installs the services through.
 *
 * @param inside private networks in CIDR notation, let in to the private endpoint
 * @param outside public ones; with any of them the endpoint is public too, for them only
 */
public record OperatorAddresses(List<String> inside, List<String> outside) {

  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final Pattern CIDR =
      Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/(\\d|[12]\\d|3[0-2])");
  private static final Pattern PRIVATE =
      Pattern.compile(
          "(10\\.|192\\.168\\.|172\\.(1[6-9]|2\\d|3[01])\\.|100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])\\.).*");

  /** A company has less; what is wider is nearly the world. */
  private static final int WIDEST_OUTSIDE = 16;

  private static final int WIDEST_INSIDE = 8;

  /** As many as EKS takes. */
  private static final int MOST = 40;

  private static final String KEY = "operatorAddresses";
  private static final String MEANING =
      "the networks from which pulumi up is run, as addresses with their size, separated by commas:"
          + " 203.0.113.7/32 is one computer, 10.40.0.0/16 the stack's own network";

  public OperatorAddresses {
    inside = List.copyOf(inside);
    outside = List.copyOf(outside);
  }

  static OperatorAddresses of(ConfigurationValues own) {
    var all = own.list(KEY, address -> checked(own, address));
    if (all.size() > MOST) {
      throw own.bad(KEY, "has %d networks, and EKS takes %d".formatted(all.size(), MOST), MEANING);
    }
    return new OperatorAddresses(
        all.stream().filter(OperatorAddresses::isPrivate).toList(),
        all.stream().filter(address -> !isPrivate(address)).toList());
  }

  /** False where {@code pulumi up} can only be run from a network that is connected already. */
  public boolean reachFromOutside() {
    return !outside.isEmpty();
  }

  public Stream<String> all() {
    return Stream.concat(inside.stream(), outside.stream());
  }

  private static String checked(ConfigurationValues own, String address) {
    if (!CIDR.matcher(address).matches()) {
      throw own.bad(KEY, "holds \"" + address + "\", which is no network", MEANING);
    }
    var size = Integer.parseInt(address.substring(address.indexOf('/') + 1));
    if (size < (isPrivate(address) ? WIDEST_INSIDE : WIDEST_OUTSIDE)) {
      throw own.bad(KEY, "holds " + address + ", which lets in far too many", MEANING);
    }
    return address;
  }

  private static boolean isPrivate(String address) {
    return PRIVATE.matcher(address).matches();
  }
}

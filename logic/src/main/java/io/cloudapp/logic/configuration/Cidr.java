package io.cloudapp.logic.configuration;

import java.math.BigInteger;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;

/** A range of addresses, for example {@code 10.0.0.0/8} or {@code 2001:db8::/32}. */
record Cidr(InetAddress network, int prefixLength) {

  /** Reads the notation; empty unless it names a network by its own first address. */
  static Optional<Cidr> parse(String text) {
    var slash = text.indexOf('/');
    if (slash < 0 || !text.substring(slash + 1).matches("0|[1-9][0-9]{0,2}")) {
      return Optional.empty();
    }
    try {
      var written = text.substring(0, slash);
      var network = InetAddress.ofLiteral(written);
      var cidr = new Cidr(network, Integer.parseInt(text.substring(slash + 1)));
      // The JDK also reads 10.1 and 010.0.0.1, which EC2 does not.
      var canonical = !cidr.isVersion4() || network.getHostAddress().equals(written);
      return canonical && cidr.isNetwork() ? Optional.of(cidr) : Optional.empty();
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  boolean isVersion4() {
    return network instanceof Inet4Address;
  }

  /** Whether it holds so much of the internet that naming it says nothing. */
  boolean isWorld() {
    return prefixLength < (isVersion4() ? 8 : 16);
  }

  private boolean isNetwork() {
    var bits = network.getAddress().length * 8;
    if (prefixLength > bits) {
      return false;
    }
    var hostBits = new BigInteger(1, network.getAddress()).getLowestSetBit();
    return hostBits < 0 || hostBits >= bits - prefixLength;
  }
}

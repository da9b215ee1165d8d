package io.cloudapp.pulumi.network;

import java.util.Arrays;

/**
 * Cuts a network into eight equal blocks: the first ones are private, the last ones public, and
 * what is between stays free.
 */
final class SubnetPlan {

  private static final int BLOCKS_LOG2 = 3;

  private final long base;
  private final int size;
  private int nextPrivate;
  private int nextPublic = (1 << BLOCKS_LOG2) - 1;

  /**
   * @param cidr for example {@code 10.40.0.0/16}
   */
  SubnetPlan(String cidr) {
    var parts = cidr.split("/");
    size = Integer.parseInt(parts[1]) + BLOCKS_LOG2;
    base =
        Arrays.stream(parts[0].split("\\."))
            .mapToLong(Long::parseLong)
            .reduce(0, (number, part) -> number * 256 + part);
  }

  String nextPrivate() {
    return block(nextPrivate++);
  }

  String nextPublic() {
    return block(nextPublic--);
  }

  private String block(int index) {
    var start = base + ((long) index << (32 - size));
    return "%d.%d.%d.%d/%d"
        .formatted(start >> 24, (start >> 16) & 255, (start >> 8) & 255, start & 255, size);
  }
}

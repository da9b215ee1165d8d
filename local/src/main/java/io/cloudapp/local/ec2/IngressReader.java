package io.cloudapp.local.ec2;

import io.cloudapp.local.ec2.SecurityGroup.Ingress;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads and writes the permissions of a security group. */
final class IngressReader {

  private static final int LAST_PORT = 65_535;
  private static final Set<String> PROTOCOLS = Set.of("tcp", "udp", "icmp", "icmpv6", "-1");
  private static final Pattern IPV4_RANGE =
      Pattern.compile(
          "(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)"
              + "/(?:3[0-2]|[12]?\\d)");
  private static final Pattern IPV6_RANGE =
      Pattern.compile("(?=[^/]*:)[0-9a-fA-F:.]{2,45}/(12[0-8]|1[01]\\d|\\d?\\d)");

  private IngressReader() {}

  static List<Ingress> read(QueryInput input, Ids ids) {
    var ways = new ArrayList<Ingress>();
    if (input.has("CidrIp")) {
      ways.add(way(input, ids, input.required("CidrIp"), ""));
    }
    for (var permission : input.structures("IpPermissions")) {
      for (var range : permission.structures("IpRanges")) {
        ways.add(way(permission, ids, range.required("CidrIp"), description(range)));
      }
      for (var range : permission.structures("Ipv6Ranges")) {
        ways.add(way(permission, ids, range.required("CidrIpv6"), description(range)));
      }
      var groups = new ArrayList<>(permission.structures("Groups"));
      groups.addAll(permission.structures("UserIdGroupPairs"));
      for (var group : groups) {
        ways.add(way(permission, ids, group.required("GroupId"), description(group)));
      }
    }
    if (ways.isEmpty()) {
      throw Refusals.missing("ipPermissions");
    }
    return ways;
  }

  private static String description(QueryInput range) {
    return range.text("Description").orElse("");
  }

  private static Ingress way(QueryInput permission, Ids ids, String peer, String description) {
    var protocol =
        permission
            .text("IpProtocol")
            .orElseThrow(() -> Refusals.missing("ipProtocol"))
            .toLowerCase(Locale.ROOT);
    if (!PROTOCOLS.contains(protocol)) {
      throw new AwsError(
          400, "InvalidPermission.Malformed", "Unsupported IP protocol \"" + protocol + "\"");
    }
    int from = permission.number("FromPort").orElse(-1);
    int to = permission.number("ToPort").orElse(-1);
    boolean hasPorts = protocol.equals("tcp") || protocol.equals("udp");
    if (hasPorts && (from < 0 || to > LAST_PORT || from > to)) {
      throw Refusals.invalidValue("Invalid TCP/UDP port range (%d:%d)".formatted(from, to));
    }
    if (!peer.startsWith("sg-")
        && !IPV4_RANGE.matcher(peer).matches()
        && !IPV6_RANGE.matcher(peer).matches()) {
      throw Refusals.invalidValue("CIDR block " + peer + " is malformed");
    }
    return new Ingress(ids.next("sgr"), protocol, from, to, peer, description);
  }

  static void write(XmlWriter xml, Ingress way) {
    xml.text("ipProtocol", way.protocol());
    if (!way.protocol().equals("-1")) {
      xml.text("fromPort", way.fromPort()).text("toPort", way.toPort());
    }
    if (way.peer().startsWith("sg-")) {
      write(xml, way, "groups", "groupId");
    } else if (way.peer().indexOf(':') >= 0) {
      write(xml, way, "ipv6Ranges", "cidrIpv6");
    } else {
      write(xml, way, "ipRanges", "cidrIp");
    }
  }

  private static void write(XmlWriter xml, Ingress way, String list, String name) {
    xml.list(
        list,
        "item",
        List.of(way),
        (item, one) -> {
          item.text(name, one.peer());
          if (!one.description().isEmpty()) {
            item.text("description", one.description());
          }
        });
  }
}

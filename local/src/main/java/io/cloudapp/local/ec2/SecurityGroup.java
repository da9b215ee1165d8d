package io.cloudapp.local.ec2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A security group of the VPC with the ingress it allows. */
record SecurityGroup(
    String id, String name, String description, Map<String, String> tags, List<Ingress> ingress) {

  /**
   * One allowed way in.
   *
   * @param protocol {@code tcp}, {@code udp}, {@code icmp} or {@code -1} for all
   * @param fromPort first port or ICMP type; -1 means all
   * @param toPort last port or ICMP code; -1 means all
   * @param peer an IPv4 or IPv6 range, or a security group id
   */
  record Ingress(
      String ruleId, String protocol, int fromPort, int toPort, String peer, String description) {

    boolean isSameWayAs(Ingress other) {
      return protocol.equals(other.protocol)
          && fromPort == other.fromPort
          && toPort == other.toPort
          && peer.equals(other.peer);
    }
  }

  SecurityGroup {
    tags = new TreeMap<>(tags);
    ingress = List.copyOf(ingress);
  }

  SecurityGroup withTags(Map<String, String> tags) {
    return new SecurityGroup(id, name, description, tags, ingress);
  }

  SecurityGroup allowing(List<Ingress> more) {
    var all = new ArrayList<>(ingress);
    all.addAll(more);
    return new SecurityGroup(id, name, description, tags, all);
  }

  SecurityGroup refusing(List<Ingress> ways) {
    var kept = ingress.stream().filter(way -> ways.stream().noneMatch(way::isSameWayAs)).toList();
    return new SecurityGroup(id, name, description, tags, kept);
  }
}

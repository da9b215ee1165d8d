package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The security groups of the VPC, and the operations on them. */
final class SecurityGroups {

  private static final int LONGEST = 255;
  private static final Filters<SecurityGroup> FILTERS =
      new Filters<>(
          Map.of(
              "group-id", group -> List.of(group.id()),
              "group-name", group -> List.of(group.name()),
              "description", group -> List.of(group.description()),
              "vpc-id", _ -> List.of(Network.VPC)),
          SecurityGroup::tags);

  private final Ids ids;
  private final Map<String, SecurityGroup> byId = new LinkedHashMap<>();

  SecurityGroups(Ids ids) {
    this.ids = ids;
    byId.put(
        Network.DEFAULT_GROUP,
        new SecurityGroup(
            Network.DEFAULT_GROUP, "default", "default VPC security group", Map.of(), List.of()));
  }

  void restore(Collection<SecurityGroup> groups) {
    groups.forEach(group -> byId.put(group.id(), group));
  }

  List<SecurityGroup> all() {
    return List.copyOf(byId.values());
  }

  void create(QueryInput input, XmlWriter answer) {
    var name = input.text("GroupName").orElseThrow(() -> Refusals.missing("GroupName"));
    var description =
        input.text("GroupDescription").orElseThrow(() -> Refusals.missing("GroupDescription"));
    input.text("VpcId").ifPresent(Network::requireVpc);
    for (var text : List.of(name, description)) {
      if (text.isBlank()
          || text.length() > LONGEST
          || !text.matches("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]*")) {
        throw Refusals.invalidValue(
            "Value ("
                + text
                + ") for parameter is invalid. Character sets beyond ASCII are not"
                + " supported.");
      }
    }
    if (name.startsWith("sg-")) {
      throw Refusals.invalidValue("Group names may not be in the format sg-*");
    }
    if (named(name).isPresent()) {
      throw new AwsError(
          400,
          "InvalidGroup.Duplicate",
          "The security group '%s' already exists for VPC '%s'".formatted(name, Network.VPC));
    }
    var tags = Tags.specified(input, "security-group", Set.of("security-group"));
    var group = new SecurityGroup(ids.next("sg"), name, description, tags, List.of());
    byId.put(group.id(), group);
    answer.text("return", true).text("groupId", group.id());
    Tags.write(answer, tags);
  }

  void authorize(QueryInput input, XmlWriter answer) {
    var group = asked(input);
    var added = IngressReader.read(input, ids);
    for (var way : added) {
      if (group.ingress().stream().anyMatch(way::isSameWayAs)) {
        throw new AwsError(
            400,
            "InvalidPermission.Duplicate",
            "the specified rule \"peer: %s, %s, from port: %d, to port: %d, ALLOW\" already exists"
                .formatted(way.peer(), way.protocol(), way.fromPort(), way.toPort()));
      }
    }
    byId.put(group.id(), group.allowing(added));
    answer
        .text("return", true)
        .list(
            "securityGroupRuleSet",
            "item",
            added,
            (xml, way) ->
                xml.text("securityGroupRuleId", way.ruleId())
                    .text("groupId", group.id())
                    .text("groupOwnerId", Network.ACCOUNT)
                    .text("isEgress", false)
                    .text("ipProtocol", way.protocol())
                    .text("fromPort", way.fromPort())
                    .text("toPort", way.toPort())
                    .text("cidrIpv4", way.peer()));
  }

  void revoke(QueryInput input, XmlWriter answer) {
    var group = asked(input);
    var removed = IngressReader.read(input, ids);
    for (var way : removed) {
      if (group.ingress().stream().noneMatch(way::isSameWayAs)) {
        throw new AwsError(
            400,
            "InvalidPermission.NotFound",
            "The specified rule does not exist in this security group.");
      }
    }
    byId.put(group.id(), group.refusing(removed));
    answer.text("return", true);
  }

  void describe(QueryInput input, XmlWriter answer) {
    var asked = new LinkedHashMap<String, SecurityGroup>();
    input.texts("GroupId").forEach(id -> asked.put(id, require(id)));
    input
        .texts("GroupName")
        .forEach(name -> asked.put(requireNamed(name).id(), requireNamed(name)));
    var groups = FILTERS.select(input, asked.isEmpty() ? byId.values() : asked.values());
    var order = List.copyOf(byId.keySet());
    var page = Page.of(input, 5, groups, group -> order.indexOf(group.id()));
    answer.list("securityGroupInfo", "item", page.items(), SecurityGroups::write);
    answer.text("nextToken", page.next());
  }

  /**
   * @param isUsed whether a living instance is in the group
   */
  void delete(QueryInput input, XmlWriter answer, Predicate<String> isUsed) {
    var group = asked(input);
    if (group.name().equals("default")) {
      throw new AwsError(
          400,
          "CannotDelete",
          "the specified group: \""
              + group.id()
              + "\" name: \"default\" cannot be deleted by a user");
    }
    if (isUsed.test(group.id())) {
      throw new AwsError(
          400, "DependencyViolation", "resource " + group.id() + " has a dependent object");
    }
    byId.remove(group.id());
    answer.text("return", true).text("groupId", group.id());
  }

  SecurityGroup require(String id) {
    Ids.requireWellFormed("sg", "InvalidGroupId", List.of(id));
    return Optional.ofNullable(byId.get(id)).orElseThrow(() -> unknown(id));
  }

  SecurityGroup requireNamed(String name) {
    return named(name).orElseThrow(() -> unknown(name));
  }

  void retag(String id, UnaryOperator<Map<String, String>> change) {
    var group = require(id);
    byId.put(id, group.withTags(change.apply(group.tags())));
  }

  private SecurityGroup asked(QueryInput input) {
    return input
        .text("GroupId")
        .map(this::require)
        .or(() -> input.text("GroupName").map(this::requireNamed))
        .orElseThrow(() -> Refusals.missing("GroupName or GroupId"));
  }

  private Optional<SecurityGroup> named(String name) {
    return byId.values().stream().filter(group -> group.name().equals(name)).findFirst();
  }

  private static AwsError unknown(String idOrName) {
    return new AwsError(
        400, "InvalidGroup.NotFound", "The security group '" + idOrName + "' does not exist");
  }

  private static void write(XmlWriter xml, SecurityGroup group) {
    xml.text("ownerId", Network.ACCOUNT)
        .text("groupId", group.id())
        .text("groupName", group.name())
        .text("groupDescription", group.description())
        .text("vpcId", Network.VPC)
        .list("ipPermissions", "item", group.ingress(), IngressReader::write);
    Tags.write(xml, group.tags());
  }
}

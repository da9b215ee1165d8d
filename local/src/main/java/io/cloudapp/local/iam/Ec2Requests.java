package io.cloudapp.local.iam;

import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.QueryInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Requests to EC2, which asks IAM about every resource that a request makes or uses.
 *
 * <p>What is not there has no tags, so who may reach only what has a tag is refused, where others
 * learn that it is not there. So does EC2: see aws/karpenter-provider-aws, issue 2100.
 */
final class Ec2Requests implements RequestReader {

  private static final String NEW = "*";

  private final Function<String, Optional<Map<String, String>>> tags;

  /**
   * @param tags of an instance or security group by its id; empty when it is not there
   */
  Ec2Requests(Function<String, Optional<Map<String, String>>> tags) {
    this.tags = tags;
  }

  @Override
  public List<AccessRequest> read(AwsRequest request) {
    var input = QueryInput.parse(request);
    var action = "ec2:" + input.action();
    return switch (input.action()) {
      case "RunInstances" -> launched(input);
      case "StopInstances", "StartInstances", "TerminateInstances" ->
          input.texts("InstanceId").stream().map(id -> existing(action, "instance", id)).toList();
      case "CreateTags", "DeleteTags" -> tagged(action, input);
      case "CreateSecurityGroup" -> {
        var all = made(input, "security-group", NEW);
        input.text("VpcId").ifPresent(id -> all.add(plain(action, "vpc/" + id)));
        yield all;
      }
      case "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress", "DeleteSecurityGroup" ->
          List.of(existing(action, "security-group", input.text("GroupId").orElse(NEW)));
      case "ImportKeyPair" -> made(input, "key-pair", input.text("KeyName").orElse(NEW));
      case "DeleteKeyPair" ->
          List.of(plain(action, "key-pair/" + input.text("KeyName").orElse(NEW)));
      default -> List.of(AccessRequest.of(action, "*"));
    };
  }

  private List<AccessRequest> launched(QueryInput input) {
    var action = "ec2:RunInstances";
    var all = new ArrayList<AccessRequest>();
    all.add(
        new AccessRequest(
            action,
            Arns.ec2("instance/" + NEW),
            with(
                asked(specified(input, "instance")),
                Map.of(
                    "ec2:InstanceType", input.text("InstanceType"),
                    "ec2:MetadataHttpTokens", input.text("MetadataOptions.HttpTokens"),
                    "ec2:MetadataHttpPutResponseHopLimit",
                        input.text("MetadataOptions.HttpPutResponseHopLimit")))));
    var encrypted =
        input.structures("BlockDeviceMapping").stream()
            .allMatch(disk -> disk.structure("Ebs").flag("Encrypted"));
    all.add(
        new AccessRequest(
            action,
            Arns.ec2("volume/" + NEW),
            with(
                asked(specified(input, "volume")),
                Map.of("ec2:Encrypted", Optional.of(Boolean.toString(encrypted))))));
    all.add(plain(action, "network-interface/" + NEW));
    input
        .text("ImageId")
        .ifPresent(
            id ->
                all.add(AccessRequest.of(action, "arn:aws:ec2:" + Arns.REGION + "::image/" + id)));
    input
        .text("SubnetId")
        .or(() -> input.text("NetworkInterface.1.SubnetId"))
        .ifPresent(id -> all.add(plain(action, "subnet/" + id)));
    var groups = new ArrayList<>(input.texts("SecurityGroupId"));
    input.structures("NetworkInterface").forEach(it -> groups.addAll(it.texts("SecurityGroupId")));
    groups.forEach(id -> all.add(existing(action, "security-group", id)));
    input.text("KeyName").ifPresent(name -> all.add(plain(action, "key-pair/" + name)));
    for (var kind : List.of("instance", "volume")) {
      firstTags(input, kind, NEW).ifPresent(all::add);
    }
    return all;
  }

  /** A thing that is made, perhaps with tags. */
  private static List<AccessRequest> made(QueryInput input, String kind, String name) {
    var all = new ArrayList<AccessRequest>();
    all.add(
        new AccessRequest(
            "ec2:" + input.action(), Arns.ec2(kind + "/" + name), asked(specified(input, kind))));
    firstTags(input, kind, name).ifPresent(all::add);
    return all;
  }

  private static Optional<AccessRequest> firstTags(QueryInput input, String kind, String name) {
    var specified = specified(input, kind);
    return specified.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AccessRequest(
                "ec2:CreateTags",
                Arns.ec2(kind + "/" + name),
                with(asked(specified), Map.of("ec2:CreateAction", Optional.of(input.action())))));
  }

  private List<AccessRequest> tagged(String action, QueryInput input) {
    var context = asked(pairs(input.structures("Tag")));
    return input.texts("ResourceId").stream()
        .map(id -> existing(action, id.startsWith("sg-") ? "security-group" : "instance", id))
        .map(
            request -> {
              var both = new HashMap<>(request.context());
              both.putAll(context);
              return new AccessRequest(request.action(), request.resource(), both);
            })
        .toList();
  }

  private AccessRequest existing(String action, String kind, String id) {
    var context = new HashMap<String, List<String>>();
    tags.apply(id)
        .orElse(Map.of())
        .forEach((key, value) -> context.put("aws:ResourceTag/" + key, List.of(value)));
    return new AccessRequest(action, Arns.ec2(kind + "/" + id), context);
  }

  private static AccessRequest plain(String action, String resource) {
    return AccessRequest.of(action, Arns.ec2(resource));
  }

  private static Map<String, String> specified(QueryInput input, String kind) {
    return input.structures("TagSpecification").stream()
        .filter(specification -> specification.text("ResourceType").orElse("").equals(kind))
        .map(specification -> pairs(specification.structures("Tag")))
        .findFirst()
        .orElse(Map.of());
  }

  private static Map<String, String> pairs(List<QueryInput> tags) {
    var pairs = new HashMap<String, String>();
    tags.forEach(tag -> pairs.put(tag.text("Key").orElse(""), tag.text("Value").orElse("")));
    return pairs;
  }

  private static Map<String, List<String>> asked(Map<String, String> tags) {
    var context = new HashMap<String, List<String>>();
    tags.forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    if (!tags.isEmpty()) {
      context.put("aws:TagKeys", List.copyOf(tags.keySet()));
    }
    return context;
  }

  private static Map<String, List<String>> with(
      Map<String, List<String>> context, Map<String, Optional<String>> more) {
    var all = new HashMap<>(context);
    more.forEach((key, value) -> value.ifPresent(given -> all.put(key, List.of(given))));
    return all;
  }
}

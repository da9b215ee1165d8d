package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** CreateTags and DeleteTags on instances, volumes, key pairs and security groups. */
final class TagOperations {

  private final Fleet fleet;
  private final KeyPairs keyPairs;
  private final SecurityGroups groups;

  TagOperations(Fleet fleet, KeyPairs keyPairs, SecurityGroups groups) {
    this.fleet = fleet;
    this.keyPairs = keyPairs;
    this.groups = groups;
  }

  void create(QueryInput input, XmlWriter answer) {
    var added = Tags.read(input);
    if (added.isEmpty()) {
      throw Refusals.missing("tagSet");
    }
    retag(input, present -> Tags.merged(present, added));
    answer.text("return", true);
  }

  void delete(QueryInput input, XmlWriter answer) {
    var named = input.structures("Tag");
    retag(input, present -> Tags.without(present, named));
    answer.text("return", true);
  }

  private void retag(QueryInput input, UnaryOperator<Map<String, String>> change) {
    var ids = input.texts("ResourceId");
    if (ids.isEmpty()) {
      throw Refusals.missing("resourceIdSet");
    }
    ids.forEach(this::require);
    for (var id : ids) {
      switch (kind(id)) {
        case "i" -> fleet.update(id, instance -> instance.withTags(change.apply(instance.tags())));
        case "vol" -> retagVolume(id, change);
        case "key" -> keyPairs.retag(id, change);
        default -> groups.retag(id, change);
      }
    }
  }

  private void require(String id) {
    switch (kind(id)) {
      case "i" -> fleet.require(List.of(id));
      case "vol" -> requireOwnerOf(id);
      case "key" -> keyPairs.requireId(id);
      case "sg" -> groups.require(id);
      default -> throw new AwsError(400, "InvalidID", "The ID '" + id + "' is not valid");
    }
  }

  private static String kind(String id) {
    return id.substring(0, Math.max(0, id.indexOf('-')));
  }

  private void retagVolume(String id, UnaryOperator<Map<String, String>> change) {
    fleet.update(
        requireOwnerOf(id).id(),
        owner ->
            owner.withVolumes(
                owner.volumes().stream()
                    .map(
                        volume ->
                            volume.id().equals(id)
                                ? volume.withTags(change.apply(volume.tags()))
                                : volume)
                    .toList()));
  }

  private Instance requireOwnerOf(String volumeId) {
    return fleet.all().stream()
        .filter(
            instance ->
                instance.volumes().stream().anyMatch(volume -> volume.id().equals(volumeId)))
        .findFirst()
        .orElseThrow(
            () ->
                new AwsError(
                    400,
                    "InvalidVolume.NotFound",
                    "The volume '" + volumeId + "' does not exist."));
  }
}

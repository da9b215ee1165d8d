package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Reads, checks and writes the tags of EC2's things. */
final class Tags {

  private static final int MOST = 50;
  private static final int LONGEST_KEY = 128;
  private static final int LONGEST_VALUE = 256;

  private Tags() {}

  /** The tags under {@code Tag.1}, {@code Tag.2} and so on. */
  static Map<String, String> read(QueryInput input) {
    var tags = new TreeMap<String, String>();
    for (var tag : input.structures("Tag")) {
      var key = tag.text("Key").orElse("");
      var value = tag.text("Value").orElse("");
      if (key.isEmpty()) {
        throw Refusals.invalidValue("Tag key cannot be empty.");
      }
      if (key.length() > LONGEST_KEY) {
        throw Refusals.invalidValue(
            "Tag key exceeds the maximum length of " + LONGEST_KEY + " characters");
      }
      if (value.length() > LONGEST_VALUE) {
        throw Refusals.invalidValue(
            "Tag value exceeds the maximum length of " + LONGEST_VALUE + " characters");
      }
      if (key.startsWith("aws:")) {
        throw Refusals.invalidValue("Tag keys starting with 'aws:' are reserved for internal use");
      }
      if (tags.put(key, value) != null) {
        throw Refusals.invalidValue("Duplicate tag key '" + key + "' specified.");
      }
    }
    return tags;
  }

  /** The tags that the request's TagSpecifications give to that kind of resource. */
  static Map<String, String> specified(QueryInput input, String resource, Set<String> taggable) {
    Map<String, String> tags = Map.of();
    for (var specification : input.structures("TagSpecification")) {
      var type = specification.text("ResourceType").orElse("");
      if (!taggable.contains(type)) {
        throw Refusals.invalidValue(
            "'" + type + "' is not a valid taggable resource type for this operation.");
      }
      var read = read(specification);
      if (read.isEmpty()) {
        throw Refusals.invalidValue("Tag specification must have at least one tag");
      }
      if (type.equals(resource)) {
        tags = merged(tags, read);
      }
    }
    return tags;
  }

  static Map<String, String> merged(Map<String, String> present, Map<String, String> added) {
    var tags = new TreeMap<>(present);
    tags.putAll(added);
    if (tags.size() > MOST) {
      throw new AwsError(
          400, "TagLimitExceeded", "More than " + MOST + " tags cannot be put on one resource.");
    }
    return tags;
  }

  /** Without the keys named; a key that is given with a value goes only with that value. */
  static Map<String, String> without(Map<String, String> present, List<QueryInput> named) {
    if (named.isEmpty()) {
      return Map.of();
    }
    var tags = new TreeMap<>(present);
    for (var tag : named) {
      var key = tag.required("Key");
      tag.text("Value").ifPresentOrElse(value -> tags.remove(key, value), () -> tags.remove(key));
    }
    return tags;
  }

  static void write(XmlWriter xml, Map<String, String> tags) {
    if (!tags.isEmpty()) {
      xml.list(
          "tagSet",
          "item",
          tags.entrySet(),
          (item, tag) -> item.text("key", tag.getKey()).text("value", tag.getValue()));
    }
  }
}

package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The key pairs, and the operations on them. */
final class KeyPairs {

  private static final int LONGEST_NAME = 255;
  private static final Filters<KeyPair> FILTERS =
      new Filters<>(
          Map.of(
              "key-name", key -> List.of(key.name()),
              "key-pair-id", key -> List.of(key.id()),
              "fingerprint", key -> List.of(key.fingerprint())),
          KeyPair::tags);

  private final Ids ids;
  private final Clock clock;
  private final Map<String, KeyPair> byName = new LinkedHashMap<>();

  KeyPairs(Ids ids, Clock clock) {
    this.ids = ids;
    this.clock = clock;
  }

  void restore(Collection<KeyPair> keyPairs) {
    keyPairs.forEach(key -> byName.put(key.name(), key));
  }

  List<KeyPair> all() {
    return List.copyOf(byName.values());
  }

  void importKey(QueryInput input, XmlWriter answer) {
    var name = input.text("KeyName").orElseThrow(() -> Refusals.missing("KeyName"));
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      throw Refusals.invalidValue("Value (" + name + ") for parameter KeyName is invalid.");
    }
    var material =
        input.text("PublicKeyMaterial").orElseThrow(() -> Refusals.missing("PublicKeyMaterial"));
    var key = PublicKey.parse(material);
    if (byName.containsKey(name)) {
      throw new AwsError(
          400, "InvalidKeyPair.Duplicate", "The keypair '" + name + "' already exists.");
    }
    var tags = Tags.specified(input, "key-pair", Set.of("key-pair"));
    var imported =
        new KeyPair(
            ids.next("key"),
            name,
            key.type(),
            key.fingerprint(),
            key.text(),
            tags,
            clock.instant());
    byName.put(name, imported);
    answer
        .text("keyName", name)
        .text("keyFingerprint", imported.fingerprint())
        .text("keyPairId", imported.id());
    Tags.write(answer, tags);
  }

  void describe(QueryInput input, XmlWriter answer) {
    var named = new LinkedHashMap<String, KeyPair>();
    input.texts("KeyName").forEach(name -> named.put(name, require(name)));
    input.texts("KeyPairId").forEach(id -> named.put(requireId(id).name(), requireId(id)));
    var asked = named.isEmpty() && !input.has("KeyName") ? byName.values() : named.values();
    answer.list(
        "keySet",
        "item",
        FILTERS.select(input, asked),
        (xml, key) -> {
          xml.text("keyPairId", key.id())
              .text("keyName", key.name())
              .text("keyType", key.type())
              .text("keyFingerprint", key.fingerprint())
              .time("createTime", key.createdAt());
          if (input.flag("IncludePublicKey")) {
            xml.text("publicKey", key.publicKey());
          }
          Tags.write(xml, key.tags());
        });
  }

  /** Deleting what is not there succeeds, as on AWS. */
  void delete(QueryInput input, XmlWriter answer) {
    if (!input.has("KeyName") && !input.has("KeyPairId")) {
      throw Refusals.missing("KeyName");
    }
    var deleted =
        input
            .text("KeyName")
            .map(name -> Optional.ofNullable(byName.get(name)))
            .orElseGet(() -> withId(input.required("KeyPairId")));
    deleted.ifPresent(key -> byName.remove(key.name()));
    answer.text("return", true).text("keyPairId", deleted.map(KeyPair::id));
  }

  KeyPair require(String name) {
    return Optional.ofNullable(byName.get(name))
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidKeyPair.NotFound", "The key pair '" + name + "' does not exist"));
  }

  void retag(String id, UnaryOperator<Map<String, String>> change) {
    var key = requireId(id);
    byName.put(key.name(), key.withTags(change.apply(key.tags())));
  }

  KeyPair requireId(String id) {
    return withId(id)
        .orElseThrow(
            () ->
                new AwsError(
                    400, "InvalidKeyPair.NotFound", "The key pair ID '" + id + "' does not exist"));
  }

  private Optional<KeyPair> withId(String id) {
    return byName.values().stream().filter(key -> key.id().equals(id)).findFirst();
  }
}

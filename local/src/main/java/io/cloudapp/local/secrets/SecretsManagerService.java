package io.cloudapp.local.secrets;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.JsonProtocol;
import io.cloudapp.local.snapshot.StateFile;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** Secrets Manager as LocalCloud answers for it; no value of a secret is ever in a message. */
public final class SecretsManagerService implements AwsService, AutoCloseable {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@\\-]{1,512}");
  private static final String ARN_END =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

  private final SecretShelf shelf = new SecretShelf();
  private final Clock clock;
  private final RandomGenerator random;
  private final StateFile<SecretsState> file;
  private final JsonProtocol protocol =
      new JsonProtocol(
          "secretsmanager",
          "1.1",
          Map.ofEntries(
              Map.entry("CreateSecret", this::create),
              Map.entry("GetSecretValue", this::value),
              Map.entry("DescribeSecret", this::describe),
              Map.entry("PutSecretValue", this::put),
              Map.entry("UpdateSecret", this::update),
              Map.entry("DeleteSecret", this::delete),
              Map.entry("RestoreSecret", this::restore),
              Map.entry("ListSecrets", this::list),
              Map.entry("TagResource", this::tag),
              Map.entry("UntagResource", this::untag)));

  /** Continues with the secrets that the file has kept. */
  public SecretsManagerService(Clock clock, RandomGenerator random, StateFile<SecretsState> file) {
    this.clock = clock;
    this.random = random;
    this.file = file;
    file.load().ifPresent(state -> shelf.restore(state.secrets()));
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    return protocol.answer(request);
  }

  /** Calls an operation without HTTP. */
  public JsonNode call(String operation, ObjectNode input) {
    return protocol.call(operation, input);
  }

  private synchronized JsonNode create(ObjectNode input) {
    var now = clock.instant();
    var name = SecretInput.text(input, "Name");
    if (!NAME.matcher(name).matches()) {
      throw SecretInput.invalid(
          "Invalid name. Must be a valid name containing alphanumeric characters, or any of the"
              + " following: -/_+=.@!");
    }
    var tags = SecretInput.tags(input);
    var version = SecretInput.version(input, Set.of(SecretVersion.CURRENT), now);
    var present = shelf.named(name, now);
    if (present.isPresent()) {
      return createdBefore(present.get(), version);
    }
    var secret =
        new Secret(
            "arn:aws:secretsmanager:eu-west-1:000000000000:secret:" + name + "-" + arnEnd(),
            name,
            input.path("Description").asText(""),
            input.path("KmsKeyId").asText(""),
            tags,
            version.stream().toList(),
            now,
            now,
            Instant.MAX,
            Instant.MAX);
    keep(secret);
    var answer = named(secret);
    version.ifPresent(first -> answer.put("VersionId", first.id()));
    return answer;
  }

  private static ObjectNode createdBefore(Secret present, Optional<SecretVersion> version) {
    if (present.isDeleted()) {
      throw new AwsError(
          400,
          "InvalidRequestException",
          "You can't create this secret because a secret with this name is already scheduled for"
              + " deletion.");
    }
    boolean isRepeated =
        version
            .flatMap(wanted -> present.version(wanted.id()).filter(wanted::hasValueOf))
            .isPresent();
    if (!isRepeated) {
      throw new AwsError(
          400,
          "ResourceExistsException",
          "The operation failed because the secret " + present.name() + " already exists.");
    }
    return named(present).put("VersionId", version.orElseThrow().id());
  }

  private synchronized JsonNode value(ObjectNode input) {
    var secret = shelf.requireUsable(SecretInput.text(input, "SecretId"), clock.instant());
    var id = input.path("VersionId").asText("");
    var stage = input.path("VersionStage").asText(id.isEmpty() ? SecretVersion.CURRENT : "");
    var found = id.isEmpty() ? secret.at(stage) : secret.version(id);
    var version =
        found
            .filter(one -> stage.isEmpty() || one.stages().contains(stage))
            .orElseThrow(
                () ->
                    new AwsError(
                        400,
                        "ResourceNotFoundException",
                        "Secrets Manager can't find the specified secret value for "
                            + (id.isEmpty() ? "staging label: " + stage : "VersionId: " + id)));
    var answer = named(secret).put("VersionId", version.id());
    if (version.binary().isEmpty()) {
      answer.put("SecretString", version.text());
    } else {
      answer.put("SecretBinary", version.binary());
    }
    var stages = answer.putArray("VersionStages");
    version.stages().forEach(stages::add);
    return answer.put("CreatedDate", SecretJson.seconds(version.createdAt()));
  }

  private synchronized JsonNode describe(ObjectNode input) {
    return SecretJson.described(
        shelf.require(SecretInput.text(input, "SecretId"), clock.instant()));
  }

  private synchronized JsonNode put(ObjectNode input) {
    var now = clock.instant();
    var secret = shelf.requireUsable(SecretInput.text(input, "SecretId"), now);
    Set<String> stages = new TreeSet<>();
    input.path("VersionStages").forEach(stage -> stages.add(stage.asText()));
    if (stages.isEmpty()) {
      stages.add(SecretVersion.CURRENT);
    }
    var version =
        SecretInput.version(input, stages, now)
            .orElseThrow(
                () -> SecretInput.invalid("You must provide either SecretString or SecretBinary."));
    var kept = add(secret, version, now);
    var answer = named(secret).put("VersionId", kept.id());
    var shown = answer.putArray("VersionStages");
    kept.stages().forEach(shown::add);
    return answer;
  }

  private SecretVersion add(Secret secret, SecretVersion version, Instant now) {
    var present = secret.version(version.id());
    if (present.isPresent()) {
      if (present.get().hasValueOf(version)) {
        return present.get();
      }
      throw new AwsError(
          400,
          "ResourceExistsException",
          "You can't use ClientRequestToken %s because that value is already in use for a version of secret %s."
              .formatted(version.id(), secret.arn()));
    }
    keep(secret.adding(version, now));
    return version;
  }

  private synchronized JsonNode update(ObjectNode input) {
    var now = clock.instant();
    var secret = shelf.requireUsable(SecretInput.text(input, "SecretId"), now);
    var version = SecretInput.version(input, Set.of(SecretVersion.CURRENT), now);
    var described =
        secret.describedAs(
            input.path("Description").asText(secret.description()),
            input.path("KmsKeyId").asText(secret.kmsKeyId()),
            now);
    keep(described);
    var answer = named(secret);
    version.ifPresent(next -> answer.put("VersionId", add(described, next, now).id()));
    return answer;
  }

  private synchronized JsonNode delete(ObjectNode input) {
    var now = clock.instant();
    var id = SecretInput.text(input, "SecretId");
    boolean force = input.path("ForceDeleteWithoutRecovery").asBoolean(false);
    if (force && input.hasNonNull("RecoveryWindowInDays")) {
      throw SecretInput.invalid(
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
    }
    int days = input.path("RecoveryWindowInDays").asInt(30);
    if (days < 7 || days > 30) {
      throw SecretInput.invalid(
          "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
    }
    if (force) {
      return deletedForGood(id, now);
    }
    var secret = shelf.requireUsable(id, now);
    var goneAt = now.plus(Duration.ofDays(days));
    keep(secret.deleted(now, goneAt));
    return SecretJson.deleted(secret.arn(), secret.name(), goneAt);
  }

  /** On AWS, too, forcing out what is not there succeeds. */
  private ObjectNode deletedForGood(String id, Instant now) {
    var secret = shelf.find(id, now);
    secret.ifPresent(
        found -> {
          shelf.remove(found);
          file.changed(this::state);
        });
    return secret
        .map(found -> SecretJson.deleted(found.arn(), found.name(), now))
        .orElseGet(
            () ->
                SecretJson.deleted(
                    "arn:aws:secretsmanager:eu-west-1:000000000000:secret:" + id, id, now));
  }

  private synchronized JsonNode restore(ObjectNode input) {
    var now = clock.instant();
    var secret = shelf.require(SecretInput.text(input, "SecretId"), now);
    keep(secret.restored(now));
    return JSON.objectNode().put("ARN", secret.arn()).put("Name", secret.name());
  }

  private synchronized JsonNode list(ObjectNode input) {
    return SecretList.page(input, shelf.all(clock.instant()));
  }

  private synchronized JsonNode tag(ObjectNode input) {
    var now = clock.instant();
    var secret = shelf.requireUsable(SecretInput.text(input, "SecretId"), now);
    var tags = new TreeMap<>(secret.tags());
    tags.putAll(SecretInput.tags(input));
    keep(secret.withTags(tags, now));
    return JSON.objectNode();
  }

  private synchronized JsonNode untag(ObjectNode input) {
    var now = clock.instant();
    var secret = shelf.requireUsable(SecretInput.text(input, "SecretId"), now);
    var tags = new TreeMap<>(secret.tags());
    input.path("TagKeys").forEach(key -> tags.remove(key.asText()));
    keep(secret.withTags(tags, now));
    return JSON.objectNode();
  }

  private void keep(Secret secret) {
    shelf.put(secret);
    file.changed(this::state);
  }

  private synchronized SecretsState state() {
    return new SecretsState(shelf.all(clock.instant()));
  }

  private static ObjectNode named(Secret secret) {
    return JSON.objectNode().put("ARN", secret.arn()).put("Name", secret.name());
  }

  private String arnEnd() {
    var end = new StringBuilder();
    for (int count = 0; count < 6; count++) {
      end.append(ARN_END.charAt(random.nextInt(ARN_END.length())));
    }
    return end.toString();
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    file.close();
  }
}

package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserKey;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.database.EmbeddedAurora;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnKeysTest {

  private static final Caller ADA =
      new Caller("u-ada", "ada", Role.USER, "s", Set.of(), "192.0.2.1");
  private static final Caller BOB = new Caller("u-bob", "bob", Role.USER, "t");

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final UserKeyStore store = new UserKeyStore();
  private final OwnKeys keys =
      new OwnKeys(
          jdbi,
          store,
          new AuditLog(jdbi, Ids.sortable(), Clock.systemUTC()),
          Ids.sortable(),
          Clock.systemUTC());

  @BeforeEach
  void addUsers() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into users (id, username, created_at) values"
                    + " ('u-ada', 'ada', now()), ('u-bob', 'bob', now())"));
  }

  @Test
  void keepsSeveralKeysOfAPersonInTheOrderOfTheirComing() {
    added(ADA, key("laptop", 1));
    added(ADA, key("desktop", 2));
    added(BOB, key("laptop", 1));

    assertThat(names(ADA)).containsExactly("laptop", "desktop");
    assertThat(names(BOB)).containsExactly("laptop");
  }

  @Test
  void takesTheKeysCommentForANameThatIsMissing() {
    var body = key("", 1);
    body.put("publicKey", body.path("publicKey").textValue() + " ada@laptop");

    assertThat(added(ADA, body).name()).isEqualTo("ada@laptop");
    assertThat(error(keys.add(ADA, key("", 2))))
        .isEqualTo(new FieldError("name", "Give the key a name, so that you know it again."));
  }

  @Test
  void removesAKeyOfTheCallerAlone() {
    var key = added(ADA, key("laptop", 1));

    assertThat(refusal(keys.remove(BOB, key.id()))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(names(ADA)).containsExactly("laptop");
    assertThat(keys.remove(ADA, key.id())).isInstanceOf(ProfileOutcome.Done.class);
    assertThat(refusal(keys.remove(ADA, key.id()))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(names(ADA)).isEmpty();
  }

  @Test
  void namesTheKeyThatIsThereAlready() {
    added(ADA, key("laptop", 1));

    assertThat(error(keys.add(ADA, key("again", 1))))
        .isEqualTo(new FieldError("publicKey", "You have this key already, as \"laptop\"."));
    assertThat(error(keys.add(ADA, key("laptop", 2))).field()).isEqualTo("name");
  }

  @Test
  void keepsAtMostTenKeysHoweverManyRequestsRace() {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 20)
          .forEach(number -> executor.submit(() -> keys.add(ADA, key("key " + number, number))));
    }

    assertThat(names(ADA)).hasSize(OwnKeys.MAXIMUM_KEYS);
    assertThat(error(keys.add(ADA, key("one more", 30))).message()).contains("You have 10 keys");
  }

  @Test
  void refusesKeysThatDoNotFitOnAnInstanceTogether() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into user_keys (id, user_id, name, public_key, fingerprint, added_at)"
                    + " select 'k' || n, 'u-ada', 'rsa ' || n, repeat('A', 1220), n, now()"
                    + " from generate_series(1, 5) n"));

    assertThat(error(keys.add(ADA, key("small", 1))).field()).isEqualTo("publicKey");
    assertThat(error(keys.add(ADA, key("small", 1))).message()).contains("would not fit");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\nb",
        "a\0b",
        "a\u2028b",
        "a\u202eb",
        "\u0007",
        "12345678901234567890123456789012345678901234567890123456789012345",
      })
  void refusesANameThatIsNotOneReadableLine(String name) {
    assertThat(error(keys.add(ADA, key(name, 1))).field()).isEqualTo("name");
    assertThat(names(ADA)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "=1+1",
        "'; drop table users; --",
        "../..",
        "Schlüssel"
      })
  void keepsAnyReadableLineAsAName(String name) {
    added(ADA, key(name, 1));

    assertThat(names(ADA)).containsExactly(name);
  }

  @Test
  void asksForTexts() {
    var nodes = JsonNodeFactory.instance;
    var name = key("", 1);
    name.put("name", 1);

    assertThat(error(keys.add(ADA, nodes.objectNode())).field()).isEqualTo("publicKey");
    assertThat(error(keys.add(ADA, nodes.objectNode().put("publicKey", 1))).field())
        .isEqualTo("publicKey");
    assertThat(error(keys.add(ADA, name)).field()).isEqualTo("name");
  }

  @Test
  void tellsTheAuditLogWhichKeyCameAndWent() {
    var key = added(ADA, key("laptop", 1));
    keys.remove(ADA, key.id());

    assertThat(auditLines())
        .containsExactly(
            "ada PROFILE_CHANGED user/ada 192.0.2.1 Added the key laptop (%s)"
                .formatted(key.fingerprint()),
            "ada PROFILE_CHANGED user/ada 192.0.2.1 Removed the key " + key.fingerprint());
  }

  private static ObjectNode key(String name, int number) {
    var seed = ByteBuffer.allocate(32).putInt(number + 1).array();
    var publicKey = new Ed25519PrivateKeyParameters(seed).generatePublicKey();
    try {
      var blob = OpenSSHPublicKeyUtil.encodePublicKey(publicKey);
      return JsonNodeFactory.instance
          .objectNode()
          .put("name", name)
          .put("publicKey", "ssh-ed25519 " + Base64.getEncoder().encodeToString(blob));
    } catch (IOException unwritable) {
      throw new IllegalStateException(unwritable);
    }
  }

  private UserKey added(Caller caller, ObjectNode body) {
    return assertThat(keys.add(caller, body))
        .asInstanceOf(type(ProfileOutcome.KeyAdded.class))
        .actual()
        .key();
  }

  private List<String> auditLines() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select concat_ws(' ', actor, action, target, address, detail)"
                        + " from audit_events order by id")
                .mapTo(String.class)
                .list());
  }

  private List<String> names(Caller caller) {
    return jdbi.withHandle(
        handle -> store.list(handle, caller.userId()).stream().map(UserKey::name).toList());
  }

  private static FieldError error(ProfileOutcome outcome) {
    var problem =
        assertThat(outcome).asInstanceOf(type(ProfileOutcome.Refused.class)).actual().problem();
    return problem.errors().getFirst();
  }

  private static ProblemType refusal(ProfileOutcome outcome) {
    var problem =
        assertThat(outcome).asInstanceOf(type(ProfileOutcome.Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}

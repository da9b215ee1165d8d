package io.cloudapp.logic.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.World;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.compute.TagName;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangeLifetimeTest {

  private static final World WORLD = new World();
  private static final Caller OWNER = new Caller(World.OWNER, "ada", Role.USER, "session");
  private static final Caller STRANGER = new Caller(World.ADMIN, "root", Role.USER, "session");
  private static final Caller ADMIN = new Caller(World.ADMIN, "root", Role.ADMIN, "session");

  private final ChangeLifetime lifetime = WORLD.get(ChangeLifetime.class);
  private final InstanceStore instances = WORLD.get(InstanceStore.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void movesTheEndInTheRowAndInTheTagAndRecordsWho() {
    var id = running();
    var until = expiry(id).plus(Duration.ofHours(4));

    assertThat(lifetime.extend(OWNER, id, until)).isEqualTo(Outcome.done(until));

    assertThat(expiry(id)).isEqualTo(until);
    assertThat(tag()).isEqualTo(until.toString());
    assertThat(audited(id)).containsExactly("ada LIFETIME_EXTENDED DONE");
  }

  @Test
  void movesItOnceHoweverOftenItIsAsked() {
    var id = running();
    var until = expiry(id).plus(Duration.ofHours(4));

    lifetime.extend(OWNER, id, until);

    assertThat(lifetime.extend(OWNER, id, until)).isEqualTo(Outcome.done(until));
    assertThat(expiry(id)).isEqualTo(until);
    assertThat(audited(id)).containsExactly("ada LIFETIME_EXTENDED DONE");
  }

  @Test
  void letsAnAdminExtendWhatIsAnothers() {
    var id = running();
    var until = expiry(id).plus(Duration.ofHours(1));

    assertThat(lifetime.extend(ADMIN, id, until)).isEqualTo(Outcome.done(until));
  }

  @Test
  void hidesTheInstancesOfOthers() {
    var id = running();
    var until = expiry(id).plus(Duration.ofHours(1));

    assertRefused(lifetime.extend(STRANGER, id, until), ProblemType.NOT_FOUND);
    assertRefused(lifetime.extend(OWNER, "unknown", until), ProblemType.NOT_FOUND);
    assertThat(expiry(id)).isBefore(until);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PT-1S",
        "PT-1H",
        "PT-100H",
        "PT16H1S",
        "PT1000H",
        "PT876000H",
      })
  void refusesAnEndThatIsNotLaterOrTooLate(String fromExpiry) {
    var id = running();
    var before = expiry(id);

    assertRefused(
        lifetime.extend(OWNER, id, before.plus(Duration.parse(fromExpiry))),
        ProblemType.INVALID_FIELD);

    assertThat(expiry(id)).isEqualTo(before);
    assertThat(tag()).isEqualTo(before.toString());
  }

  @Test
  void allowsTheLatestEnd() {
    var id = running();
    var latest = expiry(id).plus(Duration.ofHours(16));

    assertThat(lifetime.extend(OWNER, id, latest)).isEqualTo(Outcome.done(latest));
  }

  @Test
  void doesNotExtendWhatEndsAlready() {
    var id = running();
    var until = expiry(id).plus(Duration.ofHours(1));
    WORLD.stop(id, false);

    assertRefused(lifetime.extend(OWNER, id, until), ProblemType.INSTANCE_ENDED);
  }

  @Test
  void changesNothingWhenEc2DoesNotTakeTheTag() {
    var id = running();
    var before = expiry(id);
    WORLD.compute().throttle(1);

    assertThatThrownBy(() -> lifetime.extend(OWNER, id, before.plus(Duration.ofHours(1))))
        .isInstanceOf(Unavailable.class);

    assertThat(expiry(id)).isEqualTo(before);
    assertThat(audited(id)).isEmpty();
  }

  @Test
  void extendsWhatIsNotLaunchedYet() {
    var id = provisioned();
    var until = expiry(id).plus(Duration.ofHours(1));

    assertThat(lifetime.extend(OWNER, id, until)).isEqualTo(Outcome.done(until));
  }

  private String provisioned() {
    var id = WORLD.provision();
    var expiresAt = WORLD.instant().plus(Duration.ofHours(8));
    WORLD.execute(
        "update instances set expires_at = ?, latest_expiry_at = ?",
        Timestamp.from(expiresAt),
        Timestamp.from(expiresAt.plus(Duration.ofHours(16))));
    return id;
  }

  private String running() {
    var id = provisioned();
    WORLD.get(LaunchInstance.class).launch(id);
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    WORLD.get(ReadBoot.class).read(id, Optional.of(id));
    WORLD.get(PublishLogin.class).publish(id);
    return id;
  }

  private Instant expiry(String id) {
    return instances.find(id).orElseThrow().expiresAt();
  }

  private static String tag() {
    return WORLD.compute().living().getFirst().tags().get(TagName.EXPIRES_AT);
  }

  private static List<String> audited(String id) {
    return WORLD
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        "select actor || ' ' || action || ' ' || outcome from audit_events"
                            + " where target = :id")
                    .bind("id", "instance/" + id)
                    .mapTo(String.class)
                    .list());
  }

  private static void assertRefused(Outcome<?> outcome, ProblemType type) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Refused.class,
            refused -> assertThat(refused.problem().type()).isEqualTo(type.uri()));
  }
}

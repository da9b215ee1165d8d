package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.logic.World;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RefusalsTest {

  private static final World WORLD = new World();

  private final Refusals refusals = WORLD.get(Refusals.class);

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LIST_AUDIT, SECOND_FACTOR_NEEDED, REQUEST_REFUSED, GET /audit: second-factor-needed",
    "READ_PROFILE, UNAUTHENTICATED, REQUEST_REFUSED, GET /profile: unauthenticated",
    "SUBMIT_REQUEST, QUOTA_REACHED, PROVISION_REQUESTED, POST /executions: quota-reached",
    "SUBMIT_REQUEST, IDEMPOTENCY_KEY_REUSED, PROVISION_REQUESTED,"
        + " POST /executions: idempotency-key-reused",
    "REVEAL_LOGIN, LOGIN_REVEALED, LOGIN_REVEALED, POST /instances/{id}/login: login-revealed",
    "REVEAL_LOGIN, INSTANCE_ENDED, LOGIN_REVEALED, POST /instances/{id}/login: instance-ended"
  })
  void tellsWhoWasRefusedWhatAndWhy(Route route, ProblemType type, String action, String detail) {
    var target = "thing/" + UUID.randomUUID();

    refusals.note(World.owner(), route, target, Problem.of(type, "No."));

    assertThat(WORLD.audited(target)).containsExactly("ada " + action + " REFUSED " + detail);
  }

  @Test
  void takesAStopForAStop() {
    var target = "instance/" + UUID.randomUUID();

    refusals.note(
        World.owner(),
        Route.SUBMIT_REQUEST,
        target,
        Problem.of(ProblemType.FORBIDDEN, "Only an admin may stop by force."));

    assertThat(WORLD.audited(target))
        .containsExactly("ada STOP_REQUESTED REFUSED POST /executions: forbidden");
  }

  @Test
  void tellsOfAStrangersThingAndNotOfOneThatIsNot() {
    var id = WORLD.provision();
    var notFound = Problem.of(ProblemType.NOT_FOUND, "There is no such instance.");

    refusals.note(World.admin(), Route.READ_INSTANCE, "instance/" + id, notFound);
    refusals.note(World.admin(), Route.READ_INSTANCE, "instance/nothing", notFound);
    refusals.note(World.admin(), Route.READ_INSTANCE, "", notFound);

    assertThat(WORLD.audited("instance/" + id))
        .containsExactly("root REQUEST_REFUSED REFUSED GET /instances/{id}: not-found");
    assertThat(WORLD.audited("instance/nothing")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      names = {"INVALID_FIELD", "CONFLICT", "MALFORMED_REQUEST", "TRY_LATER", "INTERNAL_ERROR"})
  void keepsSlipsAndFailuresOutOfTheLog(ProblemType type) {
    var target = "thing/" + UUID.randomUUID();

    refusals.note(World.owner(), Route.LIST_EXECUTIONS, target, Problem.of(type, "No."));

    assertThat(WORLD.audited(target)).isEmpty();
  }

  @Test
  void refusesAllTheSameWhenNothingCanBeWrittenDown() {
    WORLD.execute("alter table audit_repeats rename to audit_repeats_away");

    assertThatCode(
            () ->
                refusals.note(
                    World.owner(), Route.LIST_AUDIT, "", Problem.of(ProblemType.FORBIDDEN, "No.")))
        .doesNotThrowAnyException();

    WORLD.execute("alter table audit_repeats_away rename to audit_repeats");
  }
}

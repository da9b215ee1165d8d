package io.cloudapp.logic.people;

import static io.cloudapp.logic.people.Residents.ADA;
import static io.cloudapp.logic.people.Residents.DEPUTY;
import static io.cloudapp.logic.people.Residents.ROOT;
import static io.cloudapp.logic.people.Residents.json;
import static io.cloudapp.logic.people.Residents.refusedAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserState;
import io.cloudapp.core.user.UserSummary;
import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.execution.Submission;
import io.cloudapp.logic.execution.SubmitRequest;
import io.cloudapp.logic.login.EndedSessions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeleteUserTest {

  private static final World WORLD = new World();

  private final Residents residents = new Residents(WORLD);
  private final DeleteUser deleteUser = WORLD.get(DeleteUser.class);

  @BeforeEach
  void moveIn() {
    residents.moveIn();
    WORLD.calls().runThrough();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void removesWhoeverHasNoInstanceAtOnceAndKeepsTheName() {
    deleteUser.delete(ROOT, ADA);

    var user = residents.user(ADA);
    assertThat(user.user().state()).isEqualTo(UserState.DELETED);
    assertThat(user.user().username()).isEqualTo("ada");
    assertThat(user.user().email()).isEmpty();
    assertThat(user.deletion().orElseThrow().requestedBy()).isEqualTo("root");
    assertThat(residents.accounts().isThere(ADA)).isFalse();
    assertThat(residents.audited())
        .containsExactly(
            "USER_DELETED ATTEMPTED user/ada by root", "USER_DELETED DONE user/ada by root");
    assertThat(list(UserFilter.ALL)).isZero();
    assertThat(list(UserFilter.DELETED)).isEqualTo(1);
  }

  @Test
  void stopsTheInstancesByForceFirst() {
    residents.instance(ADA, "instance-1");
    residents.instance(ADA, "instance-2");

    deleteUser.delete(ROOT, ADA);

    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.DELETING);
    assertThat(residents.accounts().isThere(ADA)).isTrue();
    assertThat(residents.accounts().isEnabled(ADA)).isFalse();
    assertThat(residents.stopsOf("instance-1"))
        .containsExactly("The account ada was deleted by root.");
    assertThat(residents.user(ADA).instances()).hasSize(2);
    assertThat(residents.user(ADA).instances()).allMatch(instance -> instance.stop().isPresent());

    residents.endInstance("instance-1");
    deleteUser.read(ADA);
    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.DELETING);
    residents.endInstance("instance-2");
    deleteUser.read(ADA);

    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.DELETED);
    assertThat(residents.accounts().isThere(ADA)).isFalse();
    assertThat(residents.stopsOf("instance-2")).hasSize(1);
  }

  @Test
  void shutsThePersonOutAtOnce() {
    residents.instance(ADA, "instance-1");
    var ada = new Caller(ADA, "ada", Role.USER, "session");

    deleteUser.delete(ROOT, ADA);

    assertThat(WORLD.get(EndedSessions.class).refusal(ada, Optional.empty())).isPresent();
    var submission =
        WORLD
            .get(SubmitRequest.class)
            .submit(
                ada, Optional.of("key"), json("{'kind': 'provision', 'configuration': 'nginx'}"));
    assertThat(submission).isInstanceOf(Submission.Refused.class);
  }

  @Test
  void triesAgainWhenAStopHasFailed() {
    residents.instance(ADA, "instance-1");
    deleteUser.delete(ROOT, ADA);
    WORLD.execute(
        "update executions set state = 'FAILED', finished_at = now() where kind = 'STOP'");

    deleteUser.read(ADA);

    assertThat(residents.stopsOf("instance-1")).hasSize(2);
  }

  @Test
  void beginsOnceHoweverOftenItIsAskedFor() {
    residents.instance(ADA, "instance-1");

    deleteUser.delete(ROOT, ADA);
    deleteUser.delete(DEPUTY, ADA);

    assertThat(residents.stopsOf("instance-1")).hasSize(1);
    assertThat(residents.audited())
        .filteredOn(line -> line.contains("USER_DELETED"))
        .containsExactly("USER_DELETED ATTEMPTED user/ada by root");
  }

  @Test
  void deletesNeitherOneselfNorTheLastAdmin() {
    assertThat(refusedAs(deleteUser.delete(ROOT, ROOT.userId())))
        .isEqualTo(ProblemType.OWN_ACCOUNT);

    deleteUser.delete(ROOT, DEPUTY.userId());

    assertThat(refusedAs(deleteUser.delete(ROOT, ROOT.userId()))).isEqualTo(ProblemType.LAST_ADMIN);
    assertThat(refusedAs(deleteUser.delete(DEPUTY, ADA))).isEqualTo(ProblemType.FORBIDDEN);
    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.ENABLED);
  }

  @Test
  void goesOnWithoutTheAdminWhoAskedForIt() {
    residents.instance(ADA, "instance-1");
    residents.accounts().goDown(true);
    deleteUser.delete(DEPUTY, ADA);
    residents.accounts().goDown(false);
    deleteUser.delete(ROOT, DEPUTY.userId());
    residents.endInstance("instance-1");

    finishWhatIsLeft();

    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.DELETED);
    assertThat(residents.user(ADA).deletion().orElseThrow().requestedBy()).isEqualTo("deputy");
  }

  @Test
  void endsWhereverTheProcessCrashes() {
    for (boolean after : new boolean[] {false, true}) {
      for (int crash = 0; ; crash++) {
        residents.moveIn();
        residents.instance(ADA, "instance-1");
        WORLD.calls().crashAt(crash, after);
        var crashed = crashes(() -> deleteUser.delete(ROOT, ADA));
        // The second crash comes when the instance has ended.
        residents.endInstance("instance-1");
        var crashedAgain = crashes(this::finishWhatIsLeft);
        WORLD.calls().runThrough();
        finishWhatIsLeft();

        assertThat(residents.user(ADA).user().state())
            .as("crash %d", crash)
            .isEqualTo(UserState.DELETED);
        assertThat(residents.accounts().isThere(ADA)).as("crash %d", crash).isFalse();
        assertThat(residents.stopsOf("instance-1").size()).isLessThanOrEqualTo(1);
        assertThat(residents.audited())
            .filteredOn("USER_DELETED DONE user/ada by root"::equals)
            .hasSize(1);
        if (!crashed && !crashedAgain) {
          assertThat(crash).isGreaterThan(2);
          break;
        }
      }
    }
  }

  @Test
  void givesTheNameOfADeletedUserToSomebodyNew() {
    deleteUser.delete(ROOT, ADA);

    WORLD
        .get(CreateUser.class)
        .create(ROOT, json("{'username': 'ada', 'email': 'ada@example.org'}"));

    var users = WORLD.get(People.class).list("ada", UserFilter.ALL, Optional.empty(), 10).items();
    assertThat(users).extracting(UserSummary::username).containsExactly("ada");
    assertThat(residents.user(ADA).user().username()).isEqualTo("ada");
  }

  private int list(UserFilter filter) {
    return WORLD.get(People.class).list("ada", filter, Optional.empty(), 10).items().size();
  }

  private static boolean crashes(Runnable work) {
    try {
      work.run();
      return false;
    } catch (RemoteCalls.Crash crash) {
      return true;
    }
  }

  private void finishWhatIsLeft() {
    WORLD.clock().advance(Duration.ofMinutes(2));
    var unfinished = WORLD.get(UnfinishedUsers.class);
    unfinished.list().forEach(unfinished::finish);
  }
}

package io.cloudapp.logic.people;

import static io.cloudapp.logic.people.Residents.ADA;
import static io.cloudapp.logic.people.Residents.DEPUTY;
import static io.cloudapp.logic.people.Residents.ROOT;
import static io.cloudapp.logic.people.Residents.json;
import static io.cloudapp.logic.people.Residents.refusal;
import static io.cloudapp.logic.people.Residents.refusedAs;
import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserState;
import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.login.EndedSessions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeUserTest {

  private static final World WORLD = new World();

  private final Residents residents = new Residents(WORLD);
  private final ChangeUser changeUser = WORLD.get(ChangeUser.class);
  private final EndedSessions sessions = WORLD.get(EndedSessions.class);

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
  void changesAQuotaWithoutTheDirectory() {
    var changed = change(ROOT, ADA, "'quota': 7");

    assertThat(changed).isInstanceOf(PersonOutcome.Changed.class);
    assertThat(residents.user(ADA).user().quota()).isEqualTo(7);
    assertThat(WORLD.calls().made()).doesNotContain("AdminEnableUser");
    assertThat(residents.audited()).containsExactly("QUOTA_CHANGED DONE user/ada by root");
  }

  @Test
  void shutsOutWhoeverIsSwitchedOffAtOnce() {
    change(ROOT, ADA, "'enabled': false");

    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.DISABLED);
    assertThat(residents.accounts().isEnabled(ADA)).isFalse();
    assertThat(residents.accounts().isSignedOut(ADA)).isTrue();
    assertThat(standing(user(ADA, "ada"))).isEqualTo("Your account is switched off. Ask an admin.");
    assertThat(residents.audited())
        .containsExactly(
            "USER_DISABLED ATTEMPTED user/ada by root", "USER_DISABLED DONE user/ada by root");
  }

  @Test
  void takesNoTokenFromBeforeTheAccountWasSwitchedOffAndOn() {
    var before = WORLD.instant();
    WORLD.clock().advance(Duration.ofMinutes(1));
    change(ROOT, ADA, "'enabled': false");
    change(ROOT, ADA, "'enabled': true");

    assertThat(residents.accounts().isEnabled(ADA)).isTrue();
    assertThat(sessions.refusal(user(ADA, "ada"), Optional.of(before))).isPresent();
    assertThat(sessions.refusal(user(ADA, "ada"), Optional.of(WORLD.instant().plusSeconds(1))))
        .isEmpty();
  }

  @Test
  void endsTheAdminSessionsOfWhoeverLosesTheRole() {
    assertThat(sessions.refusal(DEPUTY, Optional.empty())).isEmpty();

    change(ROOT, DEPUTY.userId(), "'admin': false");

    assertThat(residents.accounts().isAdmin(DEPUTY.userId())).isFalse();
    assertThat(standing(DEPUTY)).isEqualTo("You are no admin any more. Sign in again.");
    assertThat(sessions.refusal(user(DEPUTY.userId(), "deputy"), Optional.empty())).isEmpty();
    assertThat(refusedAs(change(DEPUTY, ADA, "'quota': 1"))).isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  void makesAnAdmin() {
    change(ROOT, ADA, "'admin': true");

    assertThat(residents.user(ADA).user().role()).isEqualTo(Role.ADMIN);
    assertThat(residents.accounts().isAdmin(ADA)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"'''enabled'': false', switch off", "'''admin'': false', take the admin role from"})
  void doesNothingToOnesOwnAccount(String change, String words) {
    var problem = refusal(change(ROOT, ROOT.userId(), change));

    assertThat(ProblemType.of(problem.type())).contains(ProblemType.OWN_ACCOUNT);
    assertThat(problem.detail())
        .isEqualTo("You cannot %s your own account. Ask another admin.".formatted(words));
    assertThat(residents.user(ROOT.userId()).user().state()).isEqualTo(UserState.ENABLED);
    assertThat(residents.audited()).singleElement().asString().contains("REFUSED user/root");
  }

  @Test
  void neverLeavesNoAdminWhoCanSignIn() {
    change(ROOT, DEPUTY.userId(), "'enabled': false");

    var problem = refusal(change(ROOT, ROOT.userId(), "'admin': false"));

    assertThat(ProblemType.of(problem.type())).contains(ProblemType.LAST_ADMIN);
    assertThat(problem.detail())
        .isEqualTo("root is the only admin who can sign in. Make somebody else an admin first.");
  }

  @Test
  void letsOnlyOneOfTwoAdminsTakeTheRoleFromTheOther() throws Exception {
    for (int round = 0; round < 20; round++) {
      residents.moveIn();
      List<Callable<PersonOutcome>> both =
          List.of(
              () -> change(ROOT, DEPUTY.userId(), 0, "'admin': false"),
              () -> change(DEPUTY, ROOT.userId(), 0, "'admin': false"));
      try (var threads = Executors.newFixedThreadPool(2)) {
        threads.invokeAll(both);
      }
      var left =
          List.of(residents.user(ROOT.userId()), residents.user(DEPUTY.userId())).stream()
              .filter(user -> user.user().role() == Role.ADMIN)
              .count();
      assertThat(left).as("admins left in round %d", round).isEqualTo(1);
    }
  }

  @Test
  void refusesAChangeOfWhatSomebodyElseChangedMeanwhile() {
    var seen = residents.version(ADA);
    change(DEPUTY, ADA, "'quota': 5");

    assertThat(refusedAs(change(ROOT, ADA, seen, "'quota': 1, 'enabled': false")))
        .isEqualTo(ProblemType.CONFLICT);
    assertThat(residents.user(ADA).user().quota()).isEqualTo(5);
    assertThat(residents.user(ADA).user().state()).isEqualTo(UserState.ENABLED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'quota': 1}|version",
        "{'version': '0', 'quota': 1}|version",
        "{'version': 0, 'quota': -1}|quota",
        "{'version': 0, 'quota': 101}|quota",
        "{'version': 0, 'quota': 1.5}|quota",
        "{'version': 0, 'quota': '=1+1'}|quota",
        "{'version': 0, 'quota': 99999999999}|quota",
        "{'version': 0, 'enabled': 'false'}|enabled",
        "{'version': 0, 'admin': 1}|admin",
        "{'version': 0, 'quota': 5, 'admin': '<script>'}|admin"
      })
  void changesNothingWhenAFieldIsWrong(String body, String field) {
    var problem = refusal(changeUser.change(ROOT, ADA, json(body)));

    assertThat(problem.errors()).extracting(FieldError::field).containsExactly(field);
    assertThat(residents.version(ADA)).isZero();
    assertThat(residents.user(ADA).user().quota()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({"nobody", "'; drop table users; --'", "../ada-id", "ADA-ID"})
  void knowsNobodyOfAnotherId(String id) {
    assertThat(refusedAs(changeUser.change(ROOT, id, json("{'version': 0}"))))
        .isEqualTo(ProblemType.NOT_FOUND);
    assertThat(refusedAs(changeUser.resetSecondFactor(ROOT, id))).isEqualTo(ProblemType.NOT_FOUND);
  }

  @Test
  void holdsBeforeTheDirectoryHasItAndIsToldAgain() {
    residents.accounts().goDown(true);

    change(ROOT, ADA, "'enabled': false");

    assertThat(residents.user(ADA).settled()).isFalse();
    assertThat(residents.accounts().isEnabled(ADA)).isTrue();
    assertThat(standing(user(ADA, "ada"))).contains("switched off");
    assertThat(residents.audited()).contains("USER_DISABLED FAILED user/ada by root");

    residents.accounts().goDown(false);
    finishWhatIsLeft();

    assertThat(residents.user(ADA).settled()).isTrue();
    assertThat(residents.accounts().isEnabled(ADA)).isFalse();
    assertThat(residents.audited()).contains("USER_CHANGED DONE user/ada by CloudApp");
  }

  @Test
  void endsAsItWasDecidedWhereverTheProcessCrashes() {
    for (boolean after : new boolean[] {false, true}) {
      for (int crash = 0; ; crash++) {
        residents.moveIn();
        residents.accounts().hasSecondFactor(DEPUTY.userId());
        WORLD.calls().crashAt(crash, after);
        var crashed =
            crashes(() -> change(ROOT, DEPUTY.userId(), 0, "'admin': false, 'enabled': false"));
        WORLD.calls().runThrough();
        finishWhatIsLeft();

        assertThat(residents.accounts().isAdmin(DEPUTY.userId())).as("crash %d", crash).isFalse();
        assertThat(residents.accounts().isEnabled(DEPUTY.userId())).as("crash %d", crash).isFalse();
        assertThat(residents.user(DEPUTY.userId()).settled()).as("crash %d", crash).isTrue();
        if (!crashed) {
          assertThat(crash).isPositive();
          break;
        }
      }
    }
  }

  @Test
  void takesALostSecondFactorAwayAndEndsEverySession() {
    residents.accounts().hasSecondFactor(DEPUTY.userId());
    var signedIn = WORLD.instant();

    changeUser.resetSecondFactor(ROOT, DEPUTY.userId());

    assertThat(residents.accounts().asksForSecondFactor(DEPUTY.userId())).isFalse();
    assertThat(residents.accounts().isSignedOut(DEPUTY.userId())).isTrue();
    assertThat(sessions.refusal(DEPUTY, Optional.of(signedIn)))
        .hasValueSatisfying(
            problem ->
                assertThat(problem.detail()).isEqualTo("This session has ended. Sign in again."));
    assertThat(residents.audited()).contains("SECOND_FACTOR_RESET DONE user/deputy by root");
    assertThat(refusedAs(changeUser.resetSecondFactor(ROOT, ROOT.userId())))
        .isEqualTo(ProblemType.OWN_ACCOUNT);
  }

  @Test
  void resetsNoSecondFactorASecondTimeBecauseOfALaterChange() {
    changeUser.resetSecondFactor(ROOT, ADA);
    residents.accounts().hasSecondFactor(ADA);

    change(ROOT, ADA, "'enabled': false");

    assertThat(residents.accounts().asksForSecondFactor(ADA)).isTrue();
  }

  private PersonOutcome change(Caller caller, String id, String changes) {
    return change(caller, id, residents.version(id), changes);
  }

  private PersonOutcome change(Caller caller, String id, int version, String changes) {
    return changeUser.change(caller, id, json("{'version': %d, %s}".formatted(version, changes)));
  }

  private String standing(Caller caller) {
    return sessions.refusal(caller, Optional.empty()).orElseThrow().detail();
  }

  private static Caller user(String id, String username) {
    return new Caller(id, username, Role.USER, "session-of-" + username);
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

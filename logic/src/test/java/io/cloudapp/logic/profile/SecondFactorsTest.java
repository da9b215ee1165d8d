package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SecondFactorSecret;
import io.cloudapp.logic.profile.SecondFactors.SignedIn;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {

  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
  private static final SignedIn FRESH = signedIn(NOW.minus(Duration.ofMinutes(4)));
  private static final SignedIn STALE = signedIn(NOW.minus(Duration.ofMinutes(6)));

  private final Directory directory = mock(Directory.class);
  private final AuditLog audit = mock(AuditLog.class);
  private final SecondFactors secondFactors =
      new SecondFactors(directory, audit, Clock.fixed(NOW, ZoneOffset.UTC));

  @BeforeEach
  void acceptEveryCode() {
    when(directory.startSecondFactor(any())).thenReturn(new SecondFactorSecret("s", "u"));
    when(directory.confirmSecondFactor(any(), any())).thenReturn(true);
  }

  @Test
  void setsUpTheFirstOneInAnySession() {
    assertThat(secondFactors.start(STALE)).isInstanceOf(ProfileOutcome.SecondFactorStarted.class);
    assertThat(secondFactors.confirm(STALE, "123456")).isInstanceOf(ProfileOutcome.Done.class);
    verify(audit).record(any());
  }

  @Test
  void doesNotLetAStolenSessionChangeASecondFactor() {
    when(directory.hasSecondFactor("ada")).thenReturn(true);
    var undated = new SignedIn(STALE.caller(), "token", Optional.empty());

    for (var person : new SignedIn[] {STALE, undated}) {
      assertThat(refusal(secondFactors.start(person))).isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
      assertThat(refusal(secondFactors.confirm(person, "123456")))
          .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
      assertThat(refusal(secondFactors.remove(person))).isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    }
    verify(directory, never()).startSecondFactor(any());
    verify(directory, never()).removeSecondFactor(any());
    verify(audit, never()).record(any());
  }

  @Test
  void letsWhoeverJustProvedItReplaceOrRemoveIt() {
    when(directory.hasSecondFactor("ada")).thenReturn(true);

    assertThat(secondFactors.start(FRESH)).isInstanceOf(ProfileOutcome.SecondFactorStarted.class);
    assertThat(secondFactors.confirm(FRESH, "123456")).isInstanceOf(ProfileOutcome.Done.class);
    assertThat(secondFactors.remove(FRESH)).isInstanceOf(ProfileOutcome.Done.class);
    verify(directory).removeSecondFactor("token");
  }

  @Test
  void namesAWrongCode() {
    when(directory.confirmSecondFactor(any(), any())).thenReturn(false);

    assertThat(refusal(secondFactors.confirm(FRESH, "123456")))
        .isEqualTo(ProblemType.INVALID_FIELD);
  }

  private static SignedIn signedIn(Instant at) {
    return new SignedIn(new Caller("u-ada", "ada", Role.USER, "s"), "token", Optional.of(at));
  }

  private static ProblemType refusal(ProfileOutcome outcome) {
    var problem =
        assertThat(outcome).asInstanceOf(type(ProfileOutcome.Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}

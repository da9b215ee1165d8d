package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SecondFactorSecret;
import org.junit.jupiter.api.Test;

class SecondFactorsTest {

  private static final Caller ADA = new Caller("u-ada", "ada", Role.USER, "s");
  private static final Caller ADA_AS_ADMIN = new Caller("u-ada", "ada", Role.ADMIN, "s");

  private final Directory directory = mock(Directory.class);
  private final SecondFactors secondFactors = new SecondFactors(directory);

  @Test
  void doesNotLetAStolenSessionReplaceASecondFactor() {
    when(directory.hasSecondFactor("ada")).thenReturn(true);
    when(directory.startSecondFactor(any())).thenReturn(new SecondFactorSecret("s", "u"));
    when(directory.confirmSecondFactor(any(), any())).thenReturn(true);

    assertThat(refusal(secondFactors.start(ADA, "token")))
        .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    assertThat(refusal(secondFactors.confirm(ADA, "token", "123456")))
        .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    assertThat(secondFactors.start(ADA_AS_ADMIN, "token"))
        .isInstanceOf(ProfileOutcome.SecondFactorStarted.class);
    assertThat(secondFactors.confirm(ADA_AS_ADMIN, "token", "123456"))
        .isInstanceOf(ProfileOutcome.Done.class);
  }

  @Test
  void namesAWrongCode() {
    assertThat(refusal(secondFactors.confirm(ADA, "token", "123456")))
        .isEqualTo(ProblemType.INVALID_FIELD);
  }

  private static ProblemType refusal(ProfileOutcome outcome) {
    var problem =
        assertThat(outcome).asInstanceOf(type(ProfileOutcome.Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}

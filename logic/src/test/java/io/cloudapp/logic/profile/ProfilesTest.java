package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SecondFactorSecret;
import io.cloudapp.logic.user.UserStore;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProfilesTest {

  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAINdamAGCsQq31Uv+08lkBzoO4XLz2qYjJa8CGmj3B1Ea";
  private static final Caller ADA = new Caller("u-ada", "ada", Role.USER, "s");
  private static final Caller ADA_AS_ADMIN = new Caller("u-ada", "ada", Role.ADMIN, "s");

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final Directory directory = mock(Directory.class);
  private final Profiles profiles = new Profiles(UserStore.over(jdbi), directory);

  @BeforeEach
  void addUsers() {
    jdbi.useHandle(
        handle ->
            handle.execute(
                "insert into users (id, username, email, role, quota, created_at) values"
                    + " ('u-ada', 'ada', 'ada@example.com', 'ADMIN', 5, now()),"
                    + " ('u-bob', 'bob', null, 'USER', 3, now())"));
  }

  /** The token of the web client entitles nobody to more than a user; the person is what counts. */
  @Test
  void showsTheRoleOfThePersonAndTheQuotaWithWhatCountsAgainstIt() {
    addInstance("i1", "u-ada", "RUNNING");
    addInstance("i2", "u-ada", "PENDING");
    addInstance("i3", "u-ada", "TERMINATED");
    addInstance("i4", "u-bob", "RUNNING");

    assertThat(shown(profiles.read(ADA)))
        .isEqualTo(
            new Profile(
                "u-ada",
                "ada",
                Optional.of("ada@example.com"),
                Role.ADMIN,
                5,
                2,
                Optional.empty(),
                false));
  }

  @Test
  void keepsAndRemovesAPublicKeyOfTheCallerAlone() {
    assertThat(shown(profiles.changePublicKey(ADA, Optional.of(KEY + "\n"))).publicKey())
        .contains(KEY);
    assertThat(shown(profiles.read(new Caller("u-bob", "bob", Role.USER, "t"))).publicKey())
        .isEmpty();
    assertThat(shown(profiles.changePublicKey(ADA, Optional.empty())).publicKey()).isEmpty();
  }

  @Test
  void keepsTheOldKeyWhenTheNewOneCannotBeUsed() {
    profiles.changePublicKey(ADA, Optional.of(KEY));

    var outcome = profiles.changePublicKey(ADA, Optional.of("ssh-ed25519 nonsense"));

    assertThat(refusal(outcome)).isEqualTo(ProblemType.INVALID_FIELD);
    assertThat(shown(profiles.read(ADA)).publicKey()).contains(KEY);
  }

  @Test
  void doesNotLetAStolenSessionReplaceASecondFactor() {
    when(directory.hasSecondFactor("ada")).thenReturn(true);
    when(directory.startSecondFactor(any())).thenReturn(new SecondFactorSecret("s", "u"));
    when(directory.confirmSecondFactor(any(), any())).thenReturn(true);

    assertThat(refusal(profiles.startSecondFactor(ADA, "token")))
        .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    assertThat(refusal(profiles.confirmSecondFactor(ADA, "token", "123456")))
        .isEqualTo(ProblemType.SECOND_FACTOR_NEEDED);
    assertThat(profiles.startSecondFactor(ADA_AS_ADMIN, "token"))
        .isInstanceOf(Profiles.Started.class);
    assertThat(profiles.confirmSecondFactor(ADA_AS_ADMIN, "token", "123456"))
        .isInstanceOf(Profiles.Confirmed.class);
  }

  @Test
  void namesAWrongCode() {
    assertThat(refusal(profiles.confirmSecondFactor(ADA, "token", "123456")))
        .isEqualTo(ProblemType.INVALID_FIELD);
  }

  private void addInstance(String id, String owner, String state) {
    jdbi.useHandle(
        handle -> {
          handle.execute(
              "insert into executions (id, kind, state, user_id, idempotency_key, payload_hash,"
                  + " instance_id, configuration, configuration_version, requested_at, deadline)"
                  + " values (?, 'PROVISION', 'RUNNING', ?, ?, 'h', ?, 'nginx', 1, now(), now())",
              id,
              owner,
              id,
              id);
          handle.execute(
              "insert into instances (id, owner_id, configuration, configuration_version, state,"
                  + " login_user, requested_at, expires_at)"
                  + " values (?, ?, 'nginx', 1, ?, 'ec2-user', now(), now())",
              id,
              owner,
              state);
        });
  }

  private static Profile shown(Profiles.Outcome outcome) {
    return assertThat(outcome).asInstanceOf(type(Profiles.Shown.class)).actual().profile();
  }

  private static ProblemType refusal(Profiles.Outcome outcome) {
    var problem = assertThat(outcome).asInstanceOf(type(Profiles.Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}

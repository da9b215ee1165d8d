package io.cloudapp.logic.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Profile;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.database.EmbeddedAurora;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.user.UserStore;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfilesTest {

  private static final Caller ADA = new Caller("u-ada", "ada", Role.USER, "s");
  private static final Caller BOB = new Caller("u-bob", "bob", Role.USER, "t");

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final Directory directory = mock(Directory.class);
  private final Profiles profiles =
      new Profiles(
          jdbi, UserStore.over(jdbi), new UserKeyStore(), new PreferenceStore(), directory);

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
                List.of(),
                false,
                Optional.empty(),
                Optional.empty(),
                true));
  }

  @Test
  void changesThePreferencesThatAreNamedAndLeavesTheOthers() {
    profiles.changePreferences(ADA, json("{'timeZone': 'Europe/Berlin', 'language': 'de'}"));

    var profile = shown(profiles.changePreferences(ADA, json("{'notifications': false}")));

    assertThat(profile.timeZone()).contains("Europe/Berlin");
    assertThat(profile.language()).contains("de");
    assertThat(profile.notifications()).isFalse();
    assertThat(shown(profiles.read(BOB)).notifications()).isTrue();
    assertThat(shown(profiles.changePreferences(ADA, json("{'timeZone': null}"))).timeZone())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'timeZone': 'Moon/Crater'}",
        "{'timeZone': 'europe/berlin'}",
        "{'timeZone': '../../etc/passwd'}",
        "{'timeZone': 'UTC+25'}",
        "{'timeZone': ''}",
        "{'timeZone': 1}",
        "{'timeZone': 'Europe/Berlin\\u0000'}",
        "{'language': 'fr'}",
        "{'language': 'DE'}",
        "{'language': '<script>'}",
        "{'language': ['de']}",
        "{'notifications': 'yes'}",
        "{'notifications': null}",
        "{'notifications': 1}",
      })
  void savesNothingOfAChangeWithAPartThatCannotBeUsed(String bad) {
    var change = json("{'timeZone': 'Asia/Tokyo', 'language': 'de', 'notifications': false}");
    change.setAll(json(bad));

    var outcome = profiles.changePreferences(ADA, change);

    assertThat(refusal(outcome)).isEqualTo(ProblemType.INVALID_FIELD);
    assertThat(shown(profiles.read(ADA)))
        .extracting(Profile::timeZone, Profile::language, Profile::notifications)
        .containsExactly(Optional.empty(), Optional.empty(), true);
  }

  @Test
  void knowsNobodyWhoNeverSignedIn() {
    var stranger = new Caller("u-nobody", "nobody", Role.USER, "s");

    assertThat(refusal(profiles.read(stranger))).isEqualTo(ProblemType.NOT_FOUND);
    assertThat(refusal(profiles.changePreferences(stranger, json("{'language': 'de'}"))))
        .isEqualTo(ProblemType.NOT_FOUND);
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

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.mapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(text, notJson);
    }
  }

  private static Profile shown(ProfileOutcome outcome) {
    return assertThat(outcome).asInstanceOf(type(ProfileOutcome.Shown.class)).actual().profile();
  }

  private static ProblemType refusal(ProfileOutcome outcome) {
    var problem =
        assertThat(outcome).asInstanceOf(type(ProfileOutcome.Refused.class)).actual().problem();
    return ProblemType.of(problem.type()).orElseThrow();
  }
}

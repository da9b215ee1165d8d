package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may have how many instances of a configuration, and what an admin may test. */
class SubmitByConfigurationTest {

  private final ExecutionDatabase database = ExecutionDatabase.shared();
  private final String nginx = database.aConfiguration(true);

  @Test
  void knowsAConfigurationOfAGroupOnlyForItsMembers() {
    define("{\"access\": {\"everyone\": false, \"groups\": [\"data\"]}}");
    var stranger = database.aUser(3);
    var member = new Caller(stranger.userId(), "bob", Role.USER, "s", Set.of("data", "other"), "");

    assertThat(refusal(database.provision(stranger, "k1", nginx)))
        .isEqualTo(ProblemType.UNKNOWN_CONFIGURATION);
    assertThat(database.provision(member, "k2", nginx)).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void holdsThePersonToTheQuotaOfTheConfiguration() {
    define("{\"quotaPerUser\": 1}");
    var user = database.aUser(5);
    var first = database.aProvision(user, nginx);

    assertThat(refusal(database.provision(user, "k2", nginx))).isEqualTo(ProblemType.QUOTA_REACHED);
    assertThat(database.provision(database.aUser(1), "k", nginx))
        .isInstanceOf(Submission.Accepted.class);
    database.moveInstance(first, InstanceState.TERMINATED);
    assertThat(database.provision(user, "k3", nginx)).isInstanceOf(Submission.Accepted.class);
  }

  @Test
  void neverExceedsTheQuotaOfTheConfigurationHoweverManyRequestsRace() throws Exception {
    define("{\"quotaPerUser\": 2}");
    var user = database.aUser(50);
    var requests =
        Stream.generate(
                () ->
                    (Callable<Submission>)
                        () -> database.provision(user, database.ids.next(), nginx))
            .limit(20)
            .toList();

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      executor.invokeAll(requests);
    }

    var instances =
        database.jdbi.withHandle(
            handle ->
                handle
                    .select("select count(*) from instances where owner_id = ?", user.userId())
                    .mapTo(Integer.class)
                    .one());
    assertThat(instances).isEqualTo(2);
  }

  @Test
  void launchesADraftForAnAdminForAQuarterOfAnHour() {
    var admin = database.anAdmin();

    var id = ExecutionDatabase.accepted(test(admin, "{\"test\": true, \"version\": 1}"));

    assertThat(instance(id))
        .containsEntry("test", true)
        .containsEntry("configuration_version", 1)
        .containsEntry("owner_id", admin.userId())
        .containsEntry("seconds", Duration.ofMinutes(15).toSeconds());
    var recorded =
        database.jdbi.withHandle(
            handle ->
                handle
                    .select(
                        "select detail from audit_events"
                            + " where action = 'CONFIGURATION_TEST_LAUNCHED' and actor_id = ?",
                        admin.userId())
                    .mapTo(String.class)
                    .one());
    assertThat(recorded).isEqualTo("Version 1 as instance " + id);
  }

  @Test
  void testsADisabledConfigurationBesideTheQuotaOfTheConfiguration() {
    define("{\"quotaPerUser\": 1}");
    database.jdbi.useHandle(
        handle ->
            handle.execute("update configurations set enabled = false where name = ?", nginx));

    var admin = database.anAdmin();

    ExecutionDatabase.accepted(test(admin, "{\"test\": true, \"version\": 1}"));
    ExecutionDatabase.accepted(test(admin, "{\"test\": true, \"version\": 2}"));
  }

  @Test
  void letsOnlyAdminsTest() {
    assertThat(refusal(test(database.aUser(3), "{\"test\": true, \"version\": 1}")))
        .isEqualTo(ProblemType.FORBIDDEN);
  }

  @Test
  void testsNoVersionThatIsNot() {
    assertThat(refusal(test(database.anAdmin(), "{\"test\": true, \"version\": 99}")))
        .isEqualTo(ProblemType.UNKNOWN_CONFIGURATION);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          test    | {"test": "yes", "version": 1}
          test    | {"test": 1}
          version | {"test": true}
          version | {"test": true, "version": "1"}
          version | {"test": true, "version": 0}
          version | {"test": true, "version": 1.5}
          version | {"test": true, "version": 4294967297}
          version | {"version": 1}
          version | {"test": false, "version": 1}
          """)
  void refusesATestThatSaysNotWhat(String field, String more) {
    var refused = (Submission.Refused) test(database.anAdmin(), more);

    assertThat(refused.problem().errors()).extracting(FieldError::field).contains(field);
  }

  /** Changes what the current version says. */
  private void define(String more) {
    database.jdbi.useHandle(
        handle ->
            handle.execute(
                "update configuration_versions set definition = definition || cast(? as jsonb)"
                    + " where name = ?",
                more,
                nginx));
  }

  private Submission test(Caller caller, String more) {
    try {
      var body = Json.mapper().createObjectNode();
      body.put("kind", "provision").put("configuration", nginx);
      body.setAll((ObjectNode) Json.mapper().readTree(more));
      return database.submitRequest.submit(caller, Optional.of(database.ids.next()), body);
    } catch (IOException notJson) {
      throw new UncheckedIOException(notJson);
    }
  }

  private Map<String, Object> instance(String id) {
    return database.jdbi.withHandle(
        handle ->
            handle
                .select(
                    "select test, configuration_version, owner_id, cast(extract(epoch from"
                        + " expires_at - requested_at) as bigint) as seconds from instances"
                        + " where id = ?",
                    id)
                .mapToMap()
                .one());
  }

  private static ProblemType refusal(Submission submission) {
    return ProblemType.of(((Submission.Refused) submission).problem().type()).orElseThrow();
  }
}

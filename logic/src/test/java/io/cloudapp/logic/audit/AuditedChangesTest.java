package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.execution.Submission;
import io.cloudapp.logic.execution.SubmitRequest;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.Outcome;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.instance.RevealLogin;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** That a change and its entry stand or fall together. */
class AuditedChangesTest {

  private static final World WORLD = new World();

  private final RevealLogin reveal = WORLD.get(RevealLogin.class);
  private final SubmitRequest submit = WORLD.get(SubmitRequest.class);

  @BeforeEach
  void reset() {
    WORLD.reset();
  }

  @AfterEach
  void letEverythingBeWritten() {
    WORLD.execute("drop trigger if exists broken on instances");
    WORLD.execute("drop trigger if exists broken on audit_events");
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void writesDownThatLoginDetailsWereShown() {
    var id = published();

    reveal.reveal(id, World.owner());

    assertThat(WORLD.audited("instance/" + id))
        .containsExactly("ada LOGIN_REVEALED DONE With the private key");
  }

  @Test
  void writesDownThatNothingWasShownAfterAll() {
    var id = published();
    WORLD.secrets().goDown(true);

    reveal.reveal(id, World.owner());
    WORLD.secrets().goDown(false);

    assertThat(WORLD.audited("instance/" + id))
        .containsExactly(
            "ada LOGIN_REVEALED DONE With the private key",
            "ada LOGIN_REVEALED FAILED The key could not be read; nothing was shown");
  }

  @Test
  void leavesNoEntryOfAChangeThatIsTakenBack() {
    var id = published();
    breakAtCommit();

    assertThatThrownBy(() -> reveal.reveal(id, World.owner())).isInstanceOf(JdbiException.class);

    assertThat(WORLD.audited("instance/" + id)).isEmpty();
  }

  @Test
  void showsNothingThatCannotBeWrittenDown() {
    var id = published();
    breakTheLog();

    assertThatThrownBy(() -> reveal.reveal(id, World.owner())).isInstanceOf(JdbiException.class);
    letEverythingBeWritten();

    assertThat(reveal.reveal(id, World.owner())).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void writesDownWhatWasAcceptedOnceForEachKey() {
    var body = Json.mapper().createObjectNode().put("kind", "provision");
    body.put("configuration", "nginx");
    var id = accepted(World.owner(), "key-1", body);
    accepted(World.owner(), "key-1", body);
    var stop = Json.mapper().createObjectNode().put("kind", "stop").put("instanceId", id);
    stop.put("force", true).put("reason", "The zone is being repaired");

    var stopped = accepted(World.admin(), UUID.randomUUID().toString(), stop);

    assertThat(WORLD.audited("instance/" + id))
        .containsExactly(
            "ada PROVISION_REQUESTED DONE nginx",
            "root INSTANCE_FORCE_STOPPED DONE The zone is being repaired");
  }

  @Test
  void acceptsNothingThatCannotBeWrittenDown() {
    var body = Json.mapper().createObjectNode().put("kind", "provision");
    body.put("configuration", "nginx");
    breakTheLog();

    assertThatThrownBy(() -> accepted(World.owner(), "key-2", body))
        .isInstanceOf(JdbiException.class);

    assertThat(count("executions")).isZero();
    assertThat(count("instances")).isZero();
  }

  private String accepted(Caller caller, String key, ObjectNode body) {
    var submission = submit.submit(caller, Optional.of(key), body);
    return ((Submission.Accepted) submission).execution().id();
  }

  private static String published() {
    var id = WORLD.provision();
    WORLD.get(LaunchInstance.class).launch(id, 1);
    WORLD.compute().moveAll(State.PENDING, State.RUNNING);
    WORLD.get(ReadBoot.class).read(id, Optional.of(id));
    WORLD.get(PublishLogin.class).publish(id);
    return id;
  }

  /** The change goes through and its transaction does not. */
  private static void breakAtCommit() {
    failing();
    WORLD.execute(
        "create constraint trigger broken after update on instances deferrable initially deferred"
            + " for each row execute function fail()");
  }

  private static void breakTheLog() {
    failing();
    WORLD.execute(
        "create trigger broken before insert on audit_events for each row execute function fail()");
  }

  private static void failing() {
    WORLD.execute(
        "create or replace function fail() returns trigger language plpgsql as"
            + " 'begin raise exception ''broken''; end'");
  }

  private static int count(String table) {
    return WORLD
        .jdbi()
        .withHandle(
            handle ->
                handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
  }
}

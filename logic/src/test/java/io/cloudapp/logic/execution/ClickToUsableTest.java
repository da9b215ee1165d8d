package io.cloudapp.logic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.instance.InstanceState;
import io.cloudapp.core.user.Caller;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClickToUsableTest {

  private final ExecutionDatabase database = ExecutionDatabase.shared();
  private final Caller user = database.aUser(1000);
  private final String nginx = database.aConfiguration(true);

  @Test
  void measuresFromTheRequestToTheLoginDetailsOnceForEachSuccess() {
    var id = aUsableInstance(Duration.ofMillis(31_500), false);
    var before = database.metrics.waits();

    database.unfinishedExecutions.succeed(id);
    database.unfinishedExecutions.succeed(id);

    assertThat(newSince(before)).containsExactly(Duration.ofMillis(31_500));
  }

  @Test
  void saysNothingOfStopsAndOfAnAdminsTries() {
    var tried = aUsableInstance(Duration.ofSeconds(20), true);
    var owned = aUsableInstance(Duration.ofSeconds(20), false);
    database.unfinishedExecutions.succeed(owned);
    var stop = ExecutionDatabase.accepted(database.stop(user, owned, false));
    var before = database.metrics.waits();

    database.unfinishedExecutions.succeed(tried);
    database.unfinishedExecutions.succeed(stop);

    assertThat(newSince(before)).isEmpty();
  }

  private List<Duration> newSince(List<Duration> before) {
    var now = database.metrics.waits();
    return now.subList(before.size(), now.size());
  }

  private String aUsableInstance(Duration waited, boolean test) {
    var id = database.aProvision(user, nginx);
    database.moveInstance(id, InstanceState.RUNNING);
    database.jdbi.useHandle(
        handle ->
            handle.execute(
                """
                update instances
                set test = ?, login_published_at = executions.requested_at + ? * interval '1 ms'
                from executions
                where executions.id = instances.id and instances.id = ?
                """,
                test,
                waited.toMillis(),
                id));
    return id;
  }
}

package io.cloudapp.logic.reconcile;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.logic.World;
import io.cloudapp.logic.execution.StartWorkflow;
import io.cloudapp.logic.user.AdminNotifier;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What reconcile reaches besides EC2 and the database. */
final class FakeSurroundings {

  private FakeSurroundings() {}

  @Singleton
  @Replaces(S3Heartbeats.class)
  @Requires(env = World.ENVIRONMENT)
  static final class FakeHeartbeats implements Heartbeats {

    private Optional<Heartbeat> last = Optional.empty();

    @Override
    public Optional<Heartbeat> read() {
      return last;
    }

    @Override
    public void write(Heartbeat heartbeat) {
      last = Optional.of(heartbeat);
    }

    void forget() {
      last = Optional.empty();
    }
  }

  @Singleton
  @Replaces(AdminNotifier.class)
  @Requires(env = World.ENVIRONMENT)
  static final class FakeAdminNotifier implements AdminNotifier {

    private final List<String> told = new ArrayList<>();
    private boolean reachable = true;

    @Override
    public boolean tell(String subject, String message) {
      if (reachable) {
        told.add(message);
      }
      return reachable;
    }

    List<String> told() {
      return told;
    }

    void unreachable() {
      reachable = false;
    }

    void reset() {
      told.clear();
      reachable = true;
    }
  }

  /** Confirms every start and only notes it. */
  @Singleton
  @Replaces(StartWorkflow.class)
  @Requires(env = World.ENVIRONMENT)
  static final class FakeStartWorkflow implements StartWorkflow {

    private final List<String> started = new ArrayList<>();

    List<String> started() {
      return started;
    }

    @Override
    public boolean start(ExecutionKind kind, String executionId) {
      started.add(executionId);
      return true;
    }
  }
}

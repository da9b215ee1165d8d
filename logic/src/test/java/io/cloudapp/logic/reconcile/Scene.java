package io.cloudapp.logic.reconcile;

import io.cloudapp.logic.World;
import io.cloudapp.logic.compute.ComputeInstance;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.execution.UnfinishedExecutions;
import io.cloudapp.logic.instance.InstanceRow;
import io.cloudapp.logic.instance.InstanceStore;
import io.cloudapp.logic.instance.LaunchInstance;
import io.cloudapp.logic.instance.PublishLogin;
import io.cloudapp.logic.instance.ReadBoot;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeAdminNotifier;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeHeartbeats;
import io.cloudapp.logic.reconcile.FakeSurroundings.FakeStartWorkflow;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What reconcile finds when it runs, and what it tells about it. */
final class Scene {

  private final World world;

  Scene(World world) {
    this.world = world;
  }

  void reset() {
    world.reset();
    heartbeats().forget();
    notifier().reset();
    startedWorkflows().clear();
  }

  ReconcileReport run() {
    return world.get(Reconcile.class).run();
  }

  RunHistory history() {
    return world.get(RunHistory.class);
  }

  FakeHeartbeats heartbeats() {
    return world.get(FakeHeartbeats.class);
  }

  FakeAdminNotifier notifier() {
    return world.get(FakeAdminNotifier.class);
  }

  List<String> alarms() {
    return notifier().told();
  }

  List<String> startedWorkflows() {
    return world.get(FakeStartWorkflow.class).started();
  }

  UnfinishedExecutions executions() {
    return world.get(UnfinishedExecutions.class);
  }

  /** Runs, and belongs to nobody. */
  void orphan(String id) {
    surplus(id, "gone-" + id);
  }

  /** Runs for that execution, whether it has another instance or not. */
  void surplus(String id, String execution) {
    world
        .compute()
        .add(
            new ComputeInstance(
                id,
                State.RUNNING,
                Optional.empty(),
                world.instant(),
                "",
                Map.of(TagName.INSTALL_ID, "test", TagName.EXECUTION_ID, execution),
                "t3.micro"));
  }

  /** Runs, is handed over, and nobody works on it; without all the calls that this takes. */
  void owned(String ec2InstanceId) {
    orphan(ec2InstanceId);
    var execution = world.provision();
    world.execute(
        "update instances set state = 'RUNNING', ec2_instance_id = ?, login_published_at = now()"
            + " where id = ?",
        ec2InstanceId,
        execution);
    finish(execution);
  }

  String launched() {
    var id = world.provision();
    world.get(LaunchInstance.class).launch(id, 1);
    return id;
  }

  String published() {
    var id = launched();
    world.compute().moveAll(State.PENDING, State.RUNNING);
    world.get(ReadBoot.class).read(id, Optional.of(id));
    world.get(PublishLogin.class).publish(id);
    return id;
  }

  void finish(String execution) {
    executions().succeed(execution);
  }

  InstanceRow row(String id) {
    return world.get(InstanceStore.class).find(id).orElseThrow();
  }

  String executionState(String id) {
    return world
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery("select state from executions where id = :id")
                    .bind("id", id)
                    .mapTo(String.class)
                    .one());
  }
}

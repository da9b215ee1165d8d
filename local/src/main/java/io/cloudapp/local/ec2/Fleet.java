package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** All instances; its caller keeps two threads from using it at once. */
final class Fleet {

  /** What a request did to one instance. */
  record Change(String instanceId, InstanceState previous, InstanceState current) {}

  private static final int MOST_TERMINATED = 10_000;

  private final Ec2Settings settings;
  private final Clock clock;
  private final RandomGenerator random;
  private final StatePlans plans;
  private final Ids ids;
  private final Ec2Faults faults;
  private final Map<String, Instance> instances = new LinkedHashMap<>();
  private final LaunchMemories launches = new LaunchMemories();
  private long lastOrdinal;

  Fleet(Ec2Settings settings, Clock clock, RandomGenerator random, Ec2Faults faults) {
    this.settings = settings;
    this.clock = clock;
    this.random = random;
    this.plans = new StatePlans(settings);
    this.ids = new Ids(random);
    this.faults = faults;
  }

  void restore(Ec2State state) {
    lastOrdinal = state.lastOrdinal();
    state.instances().forEach(instance -> instances.put(instance.id(), instance));
    launches.restore(state.launches());
  }

  long lastOrdinal() {
    return lastOrdinal;
  }

  List<Instance> all() {
    return List.copyOf(instances.values());
  }

  List<LaunchMemory> launches() {
    return launches.all();
  }

  /**
   * The instances that an earlier launch with the same token made, ended ones included.
   *
   * @throws AwsError IdempotentParameterMismatch when that launch asked for something else
   */
  Optional<List<Instance>> launchedBefore(LaunchKey key) {
    forgetOldOnes(clock.instant());
    return launches
        .find(key)
        .map(
            memory -> {
              var remembered =
                  memory.instanceIds().stream()
                      .map(instances::get)
                      .filter(instance -> instance != null)
                      .toList();
              if (remembered.isEmpty()) {
                throw new AwsError(
                    400,
                    "IdempotentInstanceTerminated",
                    "The instance that was launched with this client token has been terminated.");
              }
              return remembered;
            });
  }

  List<Instance> launch(LaunchPlan plan, Optional<Network.Subnet> asked, LaunchKey key, int count) {
    var now = clock.instant();
    var subnet =
        asked
            .map(named -> withCapacity(named, plan.type()))
            .orElseGet(() -> anyWithCapacity(plan.type()));
    if (faults.limitsInstances()) {
      throw new AwsError(
          400,
          "InstanceLimitExceeded",
          "Your quota allows for 0 more running instance(s). You requested at least " + count);
    }
    var reservationId = ids.next("r");
    var launched = new ArrayList<Instance>();
    for (int index = 0; index < count; index++) {
      var instance = instance(plan, subnet, key.token(), reservationId, index, now);
      instances.put(instance.id(), instance);
      launched.add(instance);
    }
    launches.remember(key, reservationId, launched.stream().map(Instance::id).toList());
    return launched;
  }

  private Network.Subnet withCapacity(Network.Subnet subnet, InstanceType type) {
    if (!faults.refusesCapacity(subnet.zone(), type.name())) {
      return subnet;
    }
    throw new AwsError(
        500,
        "InsufficientInstanceCapacity",
        ("We currently do not have sufficient %s capacity in the Availability Zone you requested"
                + " (%s). Our system will be working on provisioning additional capacity.")
            .formatted(type.name(), subnet.zone()));
  }

  private Network.Subnet anyWithCapacity(InstanceType type) {
    var subnets = new ArrayList<>(Network.subnets());
    while (!subnets.isEmpty()) {
      var subnet = subnets.remove(random.nextInt(subnets.size()));
      if (!faults.refusesCapacity(subnet.zone(), type.name())) {
        return subnet;
      }
    }
    throw new AwsError(
        500,
        "InsufficientInstanceCapacity",
        "There is no Spot or On-Demand capacity available that matches your request.");
  }

  private Instance instance(
      LaunchPlan plan,
      Network.Subnet subnet,
      String clientToken,
      String reservationId,
      int index,
      Instant now) {
    lastOrdinal++;
    var boot = faults.nextBoot();
    var volumes = plan.volumes().stream().map(volume -> volume.withId(ids.next("vol"))).toList();
    return new Instance(
        ids.next("i"),
        lastOrdinal,
        reservationId,
        index,
        clientToken,
        plan,
        subnet,
        Network.privateAddress(subnet, lastOrdinal),
        ids.next("eni"),
        volumes,
        boot == Boot.IMPAIRED,
        plan.tags(),
        now,
        Lifecycle.startingWith(plans.booting(boot, publicAddress(plan), now), this::lag));
  }

  private Lifecycle restarted(Instance instance, Instant now) {
    var plan = plans.booting(faults.nextBoot(), publicAddress(instance.plan()), now);
    return instance.lifecycle().goingOnWith(now, plan, this::lag);
  }

  private String publicAddress(LaunchPlan plan) {
    if (!plan.hasPublicAddress()) {
      return "";
    }
    lastOrdinal++;
    return Network.publicAddress(lastOrdinal);
  }

  /** Ends the instances, or none of them when one is unknown or protected. */
  List<Change> terminate(List<String> named) {
    var found = require(named);
    found.stream()
        .filter(instance -> instance.plan().terminationDisabled())
        .findFirst()
        .ifPresent(
            instance -> {
              throw new AwsError(
                  400,
                  "OperationNotPermitted",
                  "The instance '%s' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
                      .formatted(instance.id()));
            });
    return change(
        found,
        (instance, now) ->
            instance.isAlive(now) ? ending(instance, Cause.userInitiated(now), now) : instance);
  }

  List<Change> stop(List<String> named, boolean force) {
    var found = require(named);
    refuseFrom(
        found,
        state -> state == InstanceState.PENDING || state.isEnding(),
        "The instance '%s' is not in a state from which it can be stopped.");
    return change(
        found,
        (instance, now) ->
            isIn(InstanceState.RUNNING, instance, now)
                    || force && isIn(InstanceState.STOPPING, instance, now)
                ? stopping(instance, Cause.userInitiated(now), force, now)
                : instance);
  }

  List<Change> start(List<String> named) {
    var found = require(named);
    refuseFrom(
        found,
        state -> state == InstanceState.STOPPING || state.isEnding(),
        "The instance '%s' is not in a state from which it can be started.");
    return change(
        found,
        (instance, now) ->
            isIn(InstanceState.STOPPED, instance, now)
                ? instance.startedAt(now, restarted(instance, now))
                : instance);
  }

  /** EC2 knows nothing of it from now on, as it does of one that ended long ago. */
  void forget(String id) {
    require(List.of(id));
    instances.remove(id);
  }

  /** What a shutdown on the instance itself does, as its launch asked. */
  List<Change> shutDownFromWithin(String id) {
    return change(
        require(List.of(id)),
        (instance, now) -> {
          if (!isIn(InstanceState.RUNNING, instance, now)) {
            return instance;
          }
          return instance.plan().shutdownBehaviour().equals("terminate")
              ? ending(instance, Cause.fromWithin(), now)
              : stopping(instance, Cause.fromWithin(), false, now);
        });
  }

  private Instance ending(Instance instance, Cause cause, Instant now) {
    return instance.withLifecycle(
        instance.lifecycle().goingOnWith(now, plans.ending(cause, now), this::lag));
  }

  private Instance stopping(Instance instance, Cause cause, boolean force, Instant now) {
    var address = instance.lifecycle().truth(now).publicAddress();
    var plan =
        faults.hangsInStop()
            ? plans.hanging(cause, address, now)
            : plans.stopping(cause, force, address, now);
    return instance.withLifecycle(instance.lifecycle().goingOnWith(now, plan, this::lag));
  }

  private static boolean isIn(InstanceState state, Instance instance, Instant now) {
    return instance.lifecycle().truth(now).state() == state;
  }

  private List<Change> change(
      List<Instance> found, BiFunction<Instance, Instant, Instance> transition) {
    var now = clock.instant();
    var changes = new ArrayList<Change>();
    for (var instance : found) {
      var changed = transition.apply(instance, now);
      instances.put(changed.id(), changed);
      changes.add(
          new Change(
              changed.id(),
              instance.lifecycle().truth(now).state(),
              changed.lifecycle().truth(now).state()));
    }
    return changes;
  }

  private void refuseFrom(List<Instance> found, Predicate<InstanceState> unfit, String message) {
    var now = clock.instant();
    for (var instance : found) {
      if (unfit.test(instance.lifecycle().truth(now).state())) {
        throw new AwsError(400, "IncorrectInstanceState", message.formatted(instance.id()));
      }
    }
  }

  /** The instances as they really are. */
  List<Instance> require(Collection<String> named) {
    forgetOldOnes(clock.instant());
    var distinct = named.stream().distinct().toList();
    Ids.requireWellFormed("i", "InvalidInstanceID", distinct);
    var unknown = distinct.stream().filter(id -> !instances.containsKey(id)).toList();
    if (!unknown.isEmpty()) {
      throw unknown(unknown);
    }
    return distinct.stream().map(instances::get).toList();
  }

  /** The instances as a description shows them; one that does not show yet is not found. */
  List<SeenInstance> seen(List<String> named) {
    var now = clock.instant();
    forgetOldOnes(now);
    if (named.isEmpty()) {
      return instances.values().stream().flatMap(instance -> seen(instance, now).stream()).toList();
    }
    Ids.requireWellFormed("i", "InvalidInstanceID", named);
    var unknown = new ArrayList<String>();
    var found = new LinkedHashMap<String, SeenInstance>();
    for (var id : named) {
      Optional.ofNullable(instances.get(id))
          .flatMap(instance -> seen(instance, now))
          .ifPresentOrElse(seen -> found.put(id, seen), () -> unknown.add(id));
    }
    if (!unknown.isEmpty()) {
      throw unknown(unknown);
    }
    return List.copyOf(found.values());
  }

  private static Optional<SeenInstance> seen(Instance instance, Instant now) {
    return instance.lifecycle().seen(now).map(moment -> new SeenInstance(instance, moment, now));
  }

  private static AwsError unknown(List<String> ids) {
    return new AwsError(
        400, "InvalidInstanceID.NotFound", Ids.wordFor(ids, "instance ID", "instance IDs"));
  }

  void update(String id, UnaryOperator<Instance> change) {
    instances.computeIfPresent(id, (_, instance) -> change.apply(instance));
  }

  boolean anyAlive(Predicate<Instance> condition) {
    var now = clock.instant();
    return instances.values().stream()
        .anyMatch(instance -> instance.isAlive(now) && condition.test(instance));
  }

  private void forgetOldOnes(Instant now) {
    var terminated = new ArrayList<Instance>();
    for (var instance : instances.values()) {
      if (instance.lifecycle().terminatedAt().filter(at -> !at.isAfter(now)).isPresent()) {
        terminated.add(instance);
      }
    }
    for (int at = 0; at < terminated.size(); at++) {
      var instance = terminated.get(at);
      var end = instance.lifecycle().terminatedAt().orElse(now);
      if (terminated.size() - at > MOST_TERMINATED
          || end.plus(settings.terminatedVisible()).isBefore(now)) {
        instances.remove(instance.id());
      }
    }
    launches.forgetOldOnes(now, instances::containsKey);
  }

  private Duration lag() {
    long most = settings.maxLag().toNanos();
    return most == 0 ? Duration.ZERO : Duration.ofNanos(random.nextLong(most + 1));
  }
}

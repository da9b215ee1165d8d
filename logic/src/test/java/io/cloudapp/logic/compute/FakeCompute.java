package io.cloudapp.logic.compute;

import io.cloudapp.core.configuration.Configuration.IngressRule;
import io.cloudapp.logic.RemoteCalls;
import io.cloudapp.logic.World;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.compute.ComputeInstance.State;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An EC2 in memory, as strict as the real one about tokens, visibility and unknown outcomes. */
@Singleton
@Replaces(Ec2Compute.class)
@Requires(env = World.ENVIRONMENT)
public final class FakeCompute implements Compute {

  private final RemoteCalls calls;
  private final Clock clock;

  private final Map<String, ComputeInstance> instances = new LinkedHashMap<>();
  private final Map<String, LaunchOrder> ordersByToken = new LinkedHashMap<>();
  private final Map<String, String> idsByToken = new LinkedHashMap<>();
  private final Set<String> invisible = new HashSet<>();
  private final Map<String, List<IngressRule>> groups = new LinkedHashMap<>();
  private final Map<String, String> keyPairs = new LinkedHashMap<>();
  private final Set<String> fullSubnets = new HashSet<>();
  private int lostAnswers;
  private int throttles;
  private boolean hidesNewInstances;
  private Optional<String> refusal = Optional.empty();
  private int count;

  FakeCompute(RemoteCalls calls, Clock clock) {
    this.calls = calls;
    this.clock = clock;
  }

  public void reset() {
    instances.clear();
    ordersByToken.clear();
    idsByToken.clear();
    invisible.clear();
    groups.clear();
    keyPairs.clear();
    fullSubnets.clear();
    lostAnswers = 0;
    throttles = 0;
    hidesNewInstances = false;
    refusal = Optional.empty();
  }

  public void fill(String subnetId) {
    fullSubnets.add(subnetId);
  }

  /** Launches, but lets the answer get lost, that many times. */
  public void loseAnswers(int times) {
    lostAnswers = times;
  }

  /** Refuses for the rate of calls, that many times. */
  public void throttle(int times) {
    throttles = times;
  }

  public void refuse(String code) {
    refusal = Optional.of(code);
  }

  public void hideNewInstances() {
    hidesNewInstances = true;
  }

  public void showAll() {
    invisible.clear();
    hidesNewInstances = false;
  }

  public void move(String id, State state) {
    var it = instances.get(id);
    instances.put(
        id,
        new ComputeInstance(
            id, state, it.host(), it.launchedAt(), "Server.InternalError", it.tags()));
  }

  public void moveAll(State from, State to) {
    List.copyOf(instances.values()).stream()
        .filter(instance -> instance.state() == from)
        .forEach(instance -> move(instance.ec2InstanceId(), to));
  }

  public void add(ComputeInstance instance) {
    instances.put(instance.ec2InstanceId(), instance);
  }

  public List<ComputeInstance> living() {
    return instances.values().stream().filter(it -> it.state().isLiving()).toList();
  }

  public LaunchOrder onlyOrder() {
    if (ordersByToken.size() != 1) {
      throw new AssertionError("not one order: " + ordersByToken);
    }
    return ordersByToken.values().iterator().next();
  }

  public Map<String, String> keyPairs() {
    return Map.copyOf(keyPairs);
  }

  public Map<String, List<IngressRule>> groups() {
    return Map.copyOf(groups);
  }

  @Override
  public LaunchOutcome launch(LaunchOrder order) {
    return calls.call("RunInstances", () -> run(order));
  }

  private LaunchOutcome run(LaunchOrder order) {
    if (throttles > 0) {
      throttles--;
      return new LaunchOutcome.Unknown();
    }
    var earlier = ordersByToken.get(order.clientToken());
    if (earlier != null && !earlier.equals(order)) {
      return new LaunchOutcome.Refused("IdempotentParameterMismatch");
    }
    if (earlier == null) {
      if (refusal.isPresent()) {
        return new LaunchOutcome.Refused(refusal.get());
      }
      if (fullSubnets.contains(order.subnetId())) {
        return new LaunchOutcome.NoCapacity();
      }
      if (order.keyPairName().isPresent() && !keyPairs.containsKey(order.keyPairName().get())) {
        return new LaunchOutcome.Refused("InvalidKeyPair.NotFound");
      }
      launchNew(order);
    }
    if (lostAnswers > 0) {
      lostAnswers--;
      return new LaunchOutcome.Unknown();
    }
    return new LaunchOutcome.Launched(idsByToken.get(order.clientToken()));
  }

  private void launchNew(LaunchOrder order) {
    var id = "i-%017x".formatted(++count);
    var host = Optional.of("ec2-%d.example.com".formatted(count));
    ordersByToken.put(order.clientToken(), order);
    idsByToken.put(order.clientToken(), id);
    add(new ComputeInstance(id, State.PENDING, host, clock.instant(), "", order.tags()));
    if (hidesNewInstances) {
      invisible.add(id);
    }
  }

  @Override
  public Optional<ComputeInstance> find(String id) {
    return calls.call("DescribeInstances", () -> visible(id));
  }

  private Optional<ComputeInstance> visible(String id) {
    return Optional.ofNullable(instances.get(id)).filter(it -> !invisible.contains(id));
  }

  @Override
  public Optional<ComputeInstance> findByToken(String clientToken) {
    return calls.call(
        "DescribeInstances",
        () -> Optional.ofNullable(idsByToken.get(clientToken)).flatMap(this::visible));
  }

  @Override
  public List<ComputeInstance> listOurs() {
    return calls.call(
        "DescribeInstances",
        () ->
            new ArrayList<>(instances.values())
                .stream()
                    .filter(it -> it.state().isLiving())
                    .filter(it -> "test".equals(it.tags().get(TagName.INSTALL_ID)))
                    .filter(it -> !invisible.contains(it.ec2InstanceId()))
                    .toList());
  }

  @Override
  public boolean terminate(String id) {
    return calls.call(
        "TerminateInstances",
        () -> {
          if (throttles > 0) {
            throttles--;
            throw new Unavailable("EC2", new IllegalStateException("throttled"));
          }
          var known = visible(id);
          known.filter(it -> it.state().isLiving()).ifPresent(it -> move(id, State.SHUTTING_DOWN));
          return known.isPresent();
        });
  }

  @Override
  public StopOutcome forceStop(String id) {
    return calls.call(
        "StopInstances",
        () -> {
          var known = visible(id);
          if (known.isEmpty()) {
            return StopOutcome.UNKNOWN;
          }
          var state = known.get().state();
          if (state != State.RUNNING && state != State.STOPPING) {
            return StopOutcome.WILL_NOT;
          }
          move(id, State.STOPPING);
          return StopOutcome.ORDERED;
        });
  }

  /** EC2 knows nothing of it any more. */
  public void forget(String id) {
    instances.remove(id);
  }

  @Override
  public void tag(String id, String name, String value) {
    calls.call(
        "CreateTags",
        () -> {
          if (throttles > 0) {
            throttles--;
            throw new Unavailable("EC2", new IllegalStateException("throttled"));
          }
          visible(id)
              .ifPresent(
                  it -> {
                    var tags = new HashMap<>(it.tags());
                    tags.put(name, value);
                    add(
                        new ComputeInstance(
                            id, it.state(), it.host(), it.launchedAt(), it.stateReason(), tags));
                  });
          return Optional.empty();
        });
  }

  @Override
  public Optional<Image> findImage(String ami) {
    return calls.call(
        "GetParameter",
        () ->
            ami.contains("unknown")
                ? Optional.empty()
                : Optional.of(new Image("ami-1", "/dev/xvda")));
  }

  @Override
  public String ensureSecurityGroup(String name, List<IngressRule> ingress) {
    return calls.call(
        "CreateSecurityGroup",
        () -> {
          groups.put(name, ingress);
          return "sg-" + name;
        });
  }

  @Override
  public void importKeyPair(String name, String publicKey) {
    calls.call("ImportKeyPair", () -> keyPairs.putIfAbsent(name, publicKey));
  }

  @Override
  public void deleteKeyPair(String name) {
    calls.call("DeleteKeyPair", () -> keyPairs.remove(name));
  }
}

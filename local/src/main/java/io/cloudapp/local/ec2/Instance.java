package io.cloudapp.local.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An instance with all its states, past and to come.
 *
 * @param ordinal ascending in the order of launches
 * @param launchIndex its number among the instances of one launch
 * @param clientToken empty when the launch had none
 * @param impaired whether its status checks fail
 * @param tags as they are now; the plan has those of the launch
 * @param launchedAt when it was launched or last started
 */
record Instance(
    String id,
    long ordinal,
    String reservationId,
    int launchIndex,
    String clientToken,
    LaunchPlan plan,
    Network.Subnet subnet,
    String privateAddress,
    String interfaceId,
    List<Volume> volumes,
    boolean impaired,
    Map<String, String> tags,
    Instant launchedAt,
    Lifecycle lifecycle) {

  Instance {
    volumes = List.copyOf(volumes);
    tags = new TreeMap<>(tags);
  }

  Instance withLifecycle(Lifecycle next) {
    return new Instance(
        id,
        ordinal,
        reservationId,
        launchIndex,
        clientToken,
        plan,
        subnet,
        privateAddress,
        interfaceId,
        volumes,
        impaired,
        tags,
        launchedAt,
        next);
  }

  Instance startedAt(Instant time, Lifecycle next) {
    return new Instance(
        id,
        ordinal,
        reservationId,
        launchIndex,
        clientToken,
        plan,
        subnet,
        privateAddress,
        interfaceId,
        volumes,
        impaired,
        tags,
        time,
        next);
  }

  Instance withTags(Map<String, String> next) {
    return new Instance(
        id,
        ordinal,
        reservationId,
        launchIndex,
        clientToken,
        plan,
        subnet,
        privateAddress,
        interfaceId,
        volumes,
        impaired,
        next,
        launchedAt,
        lifecycle);
  }

  Instance withVolumes(List<Volume> next) {
    return new Instance(
        id,
        ordinal,
        reservationId,
        launchIndex,
        clientToken,
        plan,
        subnet,
        privateAddress,
        interfaceId,
        next,
        impaired,
        tags,
        launchedAt,
        lifecycle);
  }

  boolean isAlive(Instant now) {
    return !lifecycle.truth(now).state().isEnding();
  }
}

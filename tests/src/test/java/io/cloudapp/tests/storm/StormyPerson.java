package io.cloudapp.tests.storm;

import io.cloudapp.tests.cloud.Api;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Someone who presses every button at random; the seed decides which. */
final class StormyPerson {

  private static final List<String> CONFIGURATIONS = List.of("nginx", "jupyter", "no-such");
  private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

  private final Api api;
  private final Random random;
  private final List<String> instances = new ArrayList<>();
  private final List<String> stops = new ArrayList<>();
  private final Map<String, String> idByKey = new HashMap<>();
  private final Map<String, String> configurationByKey = new HashMap<>();
  private final Map<String, List<String>> privateKeys = new HashMap<>();
  private final List<String> stopped = new ArrayList<>();
  private final List<String> surprises = new ArrayList<>();

  StormyPerson(Api api, long seed) {
    this.api = api;
    this.random = new Random(seed);
  }

  void act() {
    switch (random.nextInt(8)) {
      case 0, 1 -> provisionTwiceAtOnce();
      case 2 -> repeatAKey();
      case 3 -> stopOne();
      case 4, 5 -> revealTwiceAtOnce();
      default -> watchOne();
    }
  }

  private void provisionTwiceAtOnce() {
    var key = UUID.randomUUID().toString();
    var configuration = CONFIGURATIONS.get(random.nextInt(CONFIGURATIONS.size()));
    for (var answer : twiceAtOnce(() -> api.provision(configuration, key))) {
      // Where the first is refused for the quota, a stop may let the second one in.
      if (answer.status() != 422 && answer.status() != 429) {
        noteAccepted(key, configuration, answer);
      }
    }
  }

  private void repeatAKey() {
    if (idByKey.isEmpty()) {
      return;
    }
    var key = any(List.copyOf(idByKey.keySet()));
    noteAccepted(key, configurationByKey.get(key), api.provision(configurationByKey.get(key), key));
  }

  private void noteAccepted(String key, String configuration, Api.Answer answer) {
    if (answer.status() != 202) {
      surprises.add("A request to provision was answered " + answer);
      return;
    }
    var id = answer.body().path("id").asText();
    var known = idByKey.putIfAbsent(key, id);
    configurationByKey.put(key, configuration);
    if (known == null) {
      instances.add(id);
    } else if (!known.equals(id)) {
      surprises.add("One key gave two executions: " + known + " and " + id);
    }
  }

  private void stopOne() {
    if (!instances.isEmpty()) {
      stop(any(instances));
    }
  }

  /** Stops an instance unless that is already so. */
  void stop(String id) {
    var answer = api.stop(id);
    switch (answer.status()) {
      case 202 -> {
        stops.add(answer.body().path("id").asText());
        stopped.add(id);
      }
      case 409 -> {}
      default -> surprises.add("A stop was answered " + answer);
    }
  }

  private void revealTwiceAtOnce() {
    if (instances.isEmpty()) {
      return;
    }
    var id = any(instances);
    for (var answer : twiceAtOnce(() -> api.post("/instances/" + id + "/login", ""))) {
      if (answer.status() == 200) {
        privateKeys
            .computeIfAbsent(id, _ -> new ArrayList<>())
            .add(answer.body().path("privateKey").asText());
      } else if (answer.status() != 409 && answer.status() != 410) {
        surprises.add("A look at the login details was answered " + answer);
      }
    }
  }

  private void watchOne() {
    if (instances.isEmpty()) {
      api.get("/instances");
    } else {
      api.get("/executions/" + any(instances) + "?wait=1");
    }
  }

  private static List<Api.Answer> twiceAtOnce(Supplier<Api.Answer> call) {
    var first = CompletableFuture.supplyAsync(call, THREADS);
    var second = CompletableFuture.supplyAsync(call, THREADS);
    return List.of(first.join(), second.join());
  }

  private String any(List<String> ids) {
    return ids.get(random.nextInt(ids.size()));
  }

  Api api() {
    return api;
  }

  /** The ids of all accepted requests. */
  List<String> accepted() {
    var all = new ArrayList<>(instances);
    all.addAll(stops);
    return all;
  }

  List<String> instances() {
    return instances;
  }

  /** The ids of the instances whose stop was acknowledged. */
  List<String> stopped() {
    return stopped;
  }

  /** What was shown, by instance. */
  Map<String, List<String>> privateKeys() {
    return privateKeys;
  }

  List<String> surprises() {
    return surprises;
  }
}

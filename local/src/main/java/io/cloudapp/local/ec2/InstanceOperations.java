package io.cloudapp.local.ec2;

import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.XmlWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The operations on instances. */
final class InstanceOperations {

  private final Fleet fleet;
  private final LaunchReader reader;
  private final LaunchPolicy policy;
  private final Clock clock;
  private final InstanceXml xml;
  private final Ec2Settings settings;

  InstanceOperations(
      Fleet fleet,
      LaunchReader reader,
      LaunchPolicy policy,
      Clock clock,
      InstanceXml xml,
      Ec2Settings settings) {
    this.fleet = fleet;
    this.reader = reader;
    this.policy = policy;
    this.clock = clock;
    this.xml = xml;
    this.settings = settings;
  }

  /**
   * A repeated launch is answered before its parts are looked up, because a key pair or a group may
   * have gone since.
   */
  void run(QueryInput input, XmlWriter answer) {
    var count = reader.count(input);
    var place = reader.place(input);
    var key = LaunchKey.of(input, place);
    boolean dryRun = input.flag("DryRun");
    var launchedBefore = dryRun ? List.<Instance>of() : fleet.launchedBefore(key).orElse(List.of());
    if (!launchedBefore.isEmpty()) {
      xml.reservation(answer, asTheyAre(launchedBefore));
      return;
    }
    var plan = reader.plan(input);
    if (!policy.allows(plan.tags())) {
      throw new AwsError(
          403, "UnauthorizedOperation", "You are not authorized to perform this operation.");
    }
    if (dryRun) {
      throw Refusals.dryRun();
    }
    xml.reservation(answer, asTheyAre(fleet.launch(plan, place, key, count.most())));
  }

  private List<SeenInstance> asTheyAre(List<Instance> instances) {
    Instant now = clock.instant();
    return instances.stream()
        .map(instance -> new SeenInstance(instance, instance.lifecycle().truth(now), now))
        .toList();
  }

  void describe(QueryInput input, XmlWriter answer) {
    var named = input.texts("InstanceId");
    if (!named.isEmpty() && input.has("MaxResults")) {
      throw Refusals.invalidCombination(
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    var selected = SeenInstance.FILTERS.select(input, fleet.seen(named));
    var page = Page.of(input, 5, selected, seen -> seen.instance().ordinal());
    var reservations = new LinkedHashMap<String, ArrayList<SeenInstance>>();
    for (var seen : page.items()) {
      reservations
          .computeIfAbsent(seen.instance().reservationId(), _ -> new ArrayList<>())
          .add(seen);
    }
    answer
        .list("reservationSet", "item", reservations.values(), xml::reservation)
        .text("nextToken", page.next());
  }

  void describeStatus(QueryInput input, XmlWriter answer) {
    var named = input.texts("InstanceId");
    if (!named.isEmpty() && input.has("MaxResults")) {
      throw Refusals.invalidCombination(
          "The parameter instancesSet cannot be used with the parameter maxResults");
    }
    boolean all = input.flag("IncludeAllInstances");
    var selected =
        SeenInstance.FILTERS.select(input, fleet.seen(named)).stream()
            .filter(seen -> all || seen.state() == InstanceState.RUNNING)
            .toList();
    var page = Page.of(input, 5, selected, seen -> seen.instance().ordinal());
    answer
        .list("instanceStatusSet", "item", page.items(), this::status)
        .text("nextToken", page.next());
  }

  private void status(XmlWriter item, SeenInstance seen) {
    item.text("instanceId", seen.instance().id())
        .text("availabilityZone", seen.instance().subnet().zone());
    InstanceXml.state(item, "instanceState", seen.state());
    boolean checked = !seen.moment().at().plus(settings.statusChecks()).isAfter(seen.now());
    status(item, "systemStatus", seen, checked, false);
    status(item, "instanceStatus", seen, checked, seen.instance().impaired());
  }

  private static void status(
      XmlWriter item, String name, SeenInstance seen, boolean checked, boolean impaired) {
    if (seen.state() != InstanceState.RUNNING) {
      item.element(name, status -> status.text("status", "not-applicable"));
      return;
    }
    var summary = !checked ? "initializing" : impaired ? "impaired" : "ok";
    var detail = !checked ? "initializing" : impaired ? "failed" : "passed";
    item.element(
        name,
        status ->
            status
                .text("status", summary)
                .list(
                    "details",
                    "item",
                    List.of(detail),
                    (reachability, result) ->
                        reachability.text("name", "reachability").text("status", result)));
  }

  void terminate(QueryInput input, XmlWriter answer) {
    write(answer, fleet.terminate(ids(input)));
  }

  void stop(QueryInput input, XmlWriter answer) {
    write(answer, fleet.stop(ids(input), input.flag("Force")));
  }

  void start(QueryInput input, XmlWriter answer) {
    write(answer, fleet.start(ids(input)));
  }

  void describeAttribute(QueryInput input, XmlWriter answer) {
    var id = input.text("InstanceId").orElseThrow(() -> Refusals.missing("instanceId"));
    var attribute = input.text("Attribute").orElseThrow(() -> Refusals.missing("attribute"));
    var plan = fleet.require(List.of(id)).getFirst().plan();
    answer.text("instanceId", id);
    switch (attribute) {
      case "userData" ->
          answer.element(
              attribute,
              value -> {
                if (!plan.userData().isEmpty()) {
                  value.text("value", plan.userData());
                }
              });
      case "instanceType" -> value(answer, attribute, plan.type().name());
      case "instanceInitiatedShutdownBehavior" ->
          value(answer, attribute, plan.shutdownBehaviour());
      case "disableApiTermination" -> value(answer, attribute, plan.terminationDisabled());
      case "rootDeviceName" -> value(answer, attribute, plan.image().rootDevice());
      case "ebsOptimized" -> value(answer, attribute, plan.ebsOptimized());
      default ->
          throw Refusals.invalidValue(
              "Value (" + attribute + ") for parameter attribute is invalid. Unknown attribute.");
    }
  }

  private static void value(XmlWriter answer, String attribute, Object value) {
    answer.element(attribute, inner -> inner.text("value", value));
  }

  private static List<String> ids(QueryInput input) {
    var ids = input.texts("InstanceId");
    if (ids.isEmpty()) {
      throw Refusals.missing("InstanceId");
    }
    return ids;
  }

  private static void write(XmlWriter answer, List<Fleet.Change> changes) {
    answer.list(
        "instancesSet",
        "item",
        changes,
        (item, change) -> {
          item.text("instanceId", change.instanceId());
          InstanceXml.state(item, "currentState", change.current());
          InstanceXml.state(item, "previousState", change.previous());
        });
  }
}

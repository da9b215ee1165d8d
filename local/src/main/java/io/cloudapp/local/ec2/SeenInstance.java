package io.cloudapp.local.ec2;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** An instance as a description shows it at one time, which may be a little behind the truth. */
record SeenInstance(Instance instance, Moment moment, Instant now) {

  InstanceState state() {
    return moment.state();
  }

  /** A terminated instance has left its network. */
  boolean hasNetwork() {
    return moment.state() != InstanceState.TERMINATED;
  }

  static final Filters<SeenInstance> FILTERS =
      new Filters<>(
          Map.ofEntries(
              Map.entry("instance-id", seen -> List.of(seen.instance().id())),
              Map.entry("instance-state-name", seen -> List.of(seen.state().awsName())),
              Map.entry(
                  "instance-state-code", seen -> List.of(String.valueOf(seen.state().code()))),
              Map.entry("client-token", seen -> List.of(seen.instance().clientToken())),
              Map.entry("key-name", seen -> List.of(seen.instance().plan().keyName())),
              Map.entry("image-id", seen -> List.of(seen.instance().plan().image().id())),
              Map.entry("instance-type", seen -> List.of(seen.instance().plan().type().name())),
              Map.entry(
                  "architecture", seen -> List.of(seen.instance().plan().type().architecture())),
              Map.entry("reservation-id", seen -> List.of(seen.instance().reservationId())),
              Map.entry("owner-id", _ -> List.of(Network.ACCOUNT)),
              Map.entry("availability-zone", seen -> List.of(seen.instance().subnet().zone())),
              Map.entry("launch-time", seen -> List.of(seen.instance().launchedAt().toString())),
              Map.entry("vpc-id", seen -> seen.hasNetwork() ? List.of(Network.VPC) : List.of()),
              Map.entry(
                  "subnet-id",
                  seen -> seen.hasNetwork() ? List.of(seen.instance().subnet().id()) : List.of()),
              Map.entry(
                  "private-ip-address",
                  seen ->
                      seen.hasNetwork() ? List.of(seen.instance().privateAddress()) : List.of()),
              Map.entry("ip-address", seen -> List.of(seen.moment().publicAddress())),
              Map.entry("instance.group-id", SeenInstance::groups),
              Map.entry("group-id", SeenInstance::groups),
              Map.entry(
                  "metadata-options.http-tokens",
                  seen -> List.of(seen.instance().plan().metadata().httpTokens()))),
          seen -> seen.instance().tags());

  private List<String> groups() {
    return hasNetwork() ? instance.plan().securityGroups() : List.of();
  }
}

package io.cloudapp.local.ec2;

import java.time.Instant;

/**
 * The beginning of one state of an instance.
 *
 * @param at when it becomes true
 * @param seenFrom when it begins to show in what is described
 * @param reason the transition's reason, empty where AWS gives none
 * @param reasonCode the state reason's code, empty where AWS gives none
 * @param publicAddress IPv4, empty while there is none
 */
record Moment(
    Instant at,
    Instant seenFrom,
    InstanceState state,
    String reason,
    String reasonCode,
    String reasonMessage,
    String publicAddress) {

  Moment {
    if (seenFrom.isBefore(at)) {
      throw new IllegalArgumentException("Nothing can be seen before it happens.");
    }
  }

  static Moment of(Instant at, InstanceState state) {
    return new Moment(at, at, state, "", "", "", "");
  }

  Moment because(Cause cause) {
    return new Moment(
        at,
        seenFrom,
        state,
        cause.reason(),
        cause.code(),
        cause.code() + ": " + cause.message(),
        publicAddress);
  }

  Moment pending() {
    return new Moment(at, seenFrom, state, reason, "pending", "pending", publicAddress);
  }

  Moment withPublicAddress(String address) {
    return new Moment(at, seenFrom, state, reason, reasonCode, reasonMessage, address);
  }

  Moment seenFrom(Instant time) {
    return new Moment(at, time, state, reason, reasonCode, reasonMessage, publicAddress);
  }
}

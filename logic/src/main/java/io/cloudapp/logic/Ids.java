package io.cloudapp.logic;

import com.github.f4b6a3.ulid.UlidCreator;

/** Makes the ids of new things: opaque, unique, in the order of their making. */
@FunctionalInterface
public interface Ids {

  String next();

  /** ULIDs in lower case, 26 characters. */
  static Ids sortable() {
    return () -> UlidCreator.getMonotonicUlid().toLowerCase();
  }
}

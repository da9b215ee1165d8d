package io.cloudapp.logic.reconcile;

import java.util.Optional;

/** Keeps the last heartbeat outside of the database, where restoring the database leaves it. */
interface Heartbeats {

  /**
   * @param run how often reconcile has run
   */
  record Heartbeat(String installId, long run) {}

  Optional<Heartbeat> read();

  void write(Heartbeat heartbeat);
}

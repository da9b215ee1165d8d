package io.cloudapp.functions.snapshot;

import io.cloudapp.logic.database.ConnectionRehearsal;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import org.crac.Core;
import org.crac.Resource;

/**
 * What SnapStart's snapshot holds: everything loaded that the first request needs, and no
 * connection. Nothing random is kept: ids, keys and nonces are drawn from the operating system when
 * they are asked for.
 */
@Context
@Requires(property = "cloudapp.database.url")
final class Snapshot implements Resource {

  private final ConnectionRehearsal connections;

  Snapshot(ConnectionRehearsal connections) {
    this.connections = connections;
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context)
      throws InterruptedException {
    connections.rehearse();
    connections.closeAll();
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {
    // The pool opens connections when they are asked for.
  }
}

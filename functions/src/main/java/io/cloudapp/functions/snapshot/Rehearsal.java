package io.cloudapp.functions.snapshot;

import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/** A request that changes nothing, made before Lambda takes a snapshot of what it loads. */
public final class Rehearsal implements Resource {

  private final Runnable request;

  private Rehearsal(Runnable request) {
    this.request = request;
  }

  /** Whoever asks for it keeps it: Lambda holds on to it no longer than that. */
  public static Rehearsal of(Runnable request) {
    var rehearsal = new Rehearsal(request);
    Core.getGlobalContext().register(rehearsal);
    return rehearsal;
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    request.run();
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // It has left nothing behind.
  }
}

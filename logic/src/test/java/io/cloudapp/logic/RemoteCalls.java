package io.cloudapp.logic;

import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Stands between the logic and the fakes, and crashes the process before or after a call. */
@Singleton
@Requires(env = World.ENVIRONMENT)
public final class RemoteCalls {

  private final List<String> made = new ArrayList<>();
  private int crashAt = Integer.MAX_VALUE;
  private boolean crashAfter;

  /** The process ends here. */
  public static final class Crash extends RuntimeException {
    Crash(String call) {
      super("crashed at " + call);
    }
  }

  /** Lets the process crash once, before or after the call of that number, counted from 0. */
  public void crashAt(int call, boolean after) {
    made.clear();
    crashAt = call;
    crashAfter = after;
  }

  public void runThrough() {
    crashAt(Integer.MAX_VALUE, false);
  }

  public synchronized <T> T call(String name, Supplier<T> call) {
    var number = made.size();
    made.add(name);
    if (number == crashAt && !crashAfter) {
      throw new Crash("before " + name);
    }
    var result = call.get();
    if (number == crashAt) {
      throw new Crash("after " + name);
    }
    return result;
  }

  public List<String> made() {
    return List.copyOf(made);
  }
}

package io.cloudapp.pulumi;

/**
 * Java's common pool of threads, in which Pulumi's tasks wait for each other. On a machine with two
 * processors it has a single thread, and a program would wait for ever.
 */
public final class CommonPool {

  private CommonPool() {}

  /** Gives it threads enough on any machine; before anything uses it, or it stays as it is. */
  public static void widen() {
    System.setProperty("java.util.concurrent.ForkJoinPool.common.parallelism", "8");
  }
}

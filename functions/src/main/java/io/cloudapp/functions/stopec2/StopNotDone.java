package io.cloudapp.functions.stopec2;

/** The instance was not stopped; the workflow tries again and then terminates it. */
public final class StopNotDone extends RuntimeException {

  StopNotDone(String why) {
    super(why);
  }
}

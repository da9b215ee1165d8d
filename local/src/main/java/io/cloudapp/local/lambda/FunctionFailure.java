package io.cloudapp.local.lambda;

/** A function's failure whose error payload is already written. */
public final class FunctionFailure extends Exception {

  private final byte[] payload;

  public FunctionFailure(byte[] payload) {
    super("The function failed.", null, false, false);
    this.payload = payload.clone();
  }

  byte[] payload() {
    return payload.clone();
  }
}

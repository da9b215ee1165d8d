package io.cloudapp.logic.instance;

/** What became of an instance's login details. */
public enum LoginState {
  NONE,
  /** A key pair is made or about to be. */
  PREPARED,
  /** The private key waits for its owner. */
  AVAILABLE,
  REVEALED,
  /** The owner's public key is on the instance; we never had a private one. */
  OWN_KEY
}

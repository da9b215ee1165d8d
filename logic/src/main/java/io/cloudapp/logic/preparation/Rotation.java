package io.cloudapp.logic.preparation;

/** A secret that is to be replaced although it is there. */
public enum Rotation {
  SESSION_KEYS,
  /** The password that RDS Proxy signs in with; nothing to replace without a proxy. */
  DATABASE_USER
}

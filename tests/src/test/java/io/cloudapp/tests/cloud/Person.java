package io.cloudapp.tests.cloud;

/** Someone who can sign in. */
public record Person(String username, String password) {

  /** Without the password, as it ends up in the names of tests. */
  @Override
  public String toString() {
    return username;
  }
}

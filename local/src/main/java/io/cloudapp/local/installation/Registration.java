package io.cloudapp.local.installation;

/** How a person comes into the directory that the installation uses. */
@FunctionalInterface
public interface Registration {

  /**
   * @param password theirs to keep
   */
  void add(String username, String password, boolean admin);
}

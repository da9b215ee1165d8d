package io.cloudapp.logic.keypair;

import java.util.Optional;

/** Keeps private keys until they are revealed. Every method may be repeated. */
public interface LoginSecrets {

  /** Stores the secret unless there is one of that name; answers the one that is there now. */
  String storeOnce(String name, String secret);

  Optional<String> read(String name);

  /** Deletes it for good; a missing one is no error. */
  void delete(String name);
}

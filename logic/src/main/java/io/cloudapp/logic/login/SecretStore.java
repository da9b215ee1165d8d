package io.cloudapp.logic.login;

import java.util.Optional;

/** Keeps the directory's secrets outside the database. */
public interface SecretStore {

  Optional<String> read(String name);

  /** Keeps it unless there is one of that name; answers the one that is kept. */
  String createOrRead(String name, String value);

  /** Forgets it; one that is unknown is no error. */
  void delete(String name);
}

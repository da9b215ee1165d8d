package io.cloudapp.logic.preparation;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;

/** A PostgreSQL that asks for passwords, as Aurora does; the owner's is {@code owner-password}. */
final class PreparedDatabase implements AutoCloseable {

  static final String OWNER_PASSWORD = "owner-password";

  private final EmbeddedPostgres postgres;

  PreparedDatabase(Path folder) throws IOException {
    var access = folder.resolve("pg_hba.conf");
    Files.writeString(
        access,
        """
        host all postgres 127.0.0.1/32 trust
        host all all      127.0.0.1/32 scram-sha-256
        """);
    postgres =
        EmbeddedPostgres.builder()
            .setServerConfig("hba_file", access.toString())
            .setServerConfig("listen_addresses", "127.0.0.1")
            .start();
    // As Aurora's owner is: no superuser, but allowed to make roles, and the database is its own.
    superuser()
        .useHandle(
            handle ->
                handle.execute(
                    "create role cloudapp_owner login createrole password '%s'"
                        .formatted(OWNER_PASSWORD)));
  }

  /** As before the first preparation. */
  void empty() {
    superuser()
        .useHandle(
            handle -> {
              handle.execute("drop database if exists cloudapp with (force)");
              handle.execute("drop role if exists cloudapp, rds_iam");
              handle.execute("create database cloudapp owner cloudapp_owner");
            });
  }

  Jdbi superuser() {
    return Jdbi.create(postgres.getPostgresDatabase());
  }

  /** As RDS has it: whoever is in it comes with IAM's tokens. */
  void addIam() {
    superuser().useHandle(handle -> handle.execute("create role rds_iam admin cloudapp_owner"));
  }

  String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/cloudapp";
  }

  Jdbi owner() {
    return Jdbi.create(url(), "cloudapp_owner", OWNER_PASSWORD);
  }

  Jdbi user(String password) {
    return Jdbi.create(url(), "cloudapp", password);
  }

  Set<String> rolesOfUser() {
    return superuser()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                        select granted.rolname from pg_auth_members
                          join pg_roles granted on granted.oid = roleid
                          join pg_roles member on member.oid = member
                        where member.rolname = 'cloudapp'
                        """)
                    .mapTo(String.class)
                    .set());
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}

package io.cloudapp.logic.login;

import io.cloudapp.logic.user.AdminNotifier;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import org.jdbi.v3.core.Jdbi;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** Chooses the directory: {@code cloudapp.directory} is {@code cognito} or {@code database}. */
@Factory
final class Directories {

  private static final String CHOICE = "cloudapp.directory";

  @Singleton
  @Requires(property = CHOICE, value = "cognito", defaultValue = "cognito")
  CognitoDirectory cognito(CognitoIdentityProviderClient client, AppClients clients) {
    return new CognitoDirectory(client, clients);
  }

  @Singleton
  @Requires(property = CHOICE, value = "database")
  DatabaseDirectory database(
      Jdbi jdbi,
      SecretStore secrets,
      AdminNotifier notifier,
      AppClients clients,
      @Property(name = "cloudapp.issuer") String issuer,
      @Property(name = "cloudapp.install-id") String installId,
      SecureRandom random,
      Clock clock) {
    var settings =
        new DatabaseDirectory.Settings(
            clients, issuer, installId, PasswordHashes.RECOMMENDED_MEMORY_KIBIBYTES);
    return new DatabaseDirectory(jdbi, secrets, notifier, settings, random, clock);
  }

  @Singleton
  @Requires(property = CHOICE, value = "cognito", defaultValue = "cognito")
  CognitoAccounts cognitoAccounts(CognitoIdentityProviderClient client, AppClients clients) {
    return new CognitoAccounts(client, clients);
  }

  @Singleton
  @Requires(property = CHOICE, value = "database")
  DatabaseAccounts databaseAccounts(
      Jdbi jdbi, SecretStore secrets, SecureRandom random, Clock clock) {
    return new DatabaseAccounts(
        jdbi, secrets, PasswordHashes.RECOMMENDED_MEMORY_KIBIBYTES, random, clock);
  }
}

package io.cloudapp.local.installation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.local.DemoPerson;
import io.cloudapp.local.cognito.Totp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AttributeType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** The people who can sign in to a fresh LocalCloud. */
final class People {

  private static final List<DemoPerson> DEMO =
      List.of(
          new DemoPerson("ada", "Ada-lovelace-1815", false, Optional.empty()),
          new DemoPerson("grace", "Grace-hopper-1906", false, Optional.empty()),
          new DemoPerson("katherine", "Katherine-johnson-1918", true, Optional.empty()));

  private final CognitoIdentityProviderClient cognito;
  private final UserPool pool;
  private final Clock clock;

  People(CognitoIdentityProviderClient cognito, UserPool pool, Clock clock) {
    this.cognito = cognito;
    this.pool = pool;
    this.clock = clock;
  }

  /**
   * Adds the demo people, or reads those of an earlier start.
   *
   * @param folder where they are kept, because a second factor's secret is shown once only
   */
  List<DemoPerson> findOrCreate(Optional<Path> folder) {
    var file = folder.map(path -> path.resolve("people.json"));
    if (file.isPresent() && Files.exists(file.get())) {
      return read(file.get());
    }
    var people = new ArrayList<DemoPerson>();
    for (var person : DEMO) {
      add(person.username(), person.password());
      people.add(person.admin() ? makeAdmin(person) : person);
    }
    file.ifPresent(path -> write(path, people));
    return people;
  }

  void add(String username, String password) {
    cognito.adminCreateUser(
        request ->
            request
                .userPoolId(pool.id())
                .username(username)
                .messageAction(MessageActionType.SUPPRESS)
                .userAttributes(
                    AttributeType.builder().name("email").value(username + "@example.com").build(),
                    AttributeType.builder().name("email_verified").value("true").build()));
    cognito.adminSetUserPassword(
        request ->
            request.userPoolId(pool.id()).username(username).password(password).permanent(true));
  }

  private DemoPerson makeAdmin(DemoPerson person) {
    cognito.adminAddUserToGroup(
        request ->
            request.userPoolId(pool.id()).username(person.username()).groupName(UserPool.ADMINS));
    var token =
        cognito
            .adminInitiateAuth(
                request ->
                    request
                        .userPoolId(pool.id())
                        .clientId(pool.webClientId())
                        .authFlow(AuthFlowType.ADMIN_USER_PASSWORD_AUTH)
                        .authParameters(
                            Map.of("USERNAME", person.username(), "PASSWORD", person.password())))
            .authenticationResult()
            .accessToken();
    var secret = cognito.associateSoftwareToken(request -> request.accessToken(token)).secretCode();
    // The code of the step before, so that the current one is still good for the first sign-in.
    var code = Totp.code(secret, clock.instant().minusSeconds(30));
    cognito.verifySoftwareToken(request -> request.accessToken(token).userCode(code));
    cognito.setUserMFAPreference(
        request ->
            request
                .accessToken(token)
                .softwareTokenMfaSettings(settings -> settings.enabled(true).preferredMfa(true)));
    return new DemoPerson(person.username(), person.password(), true, Optional.of(secret));
  }

  private static List<DemoPerson> read(Path file) {
    try {
      return Json.mapper().readValue(file.toFile(), new TypeReference<List<DemoPerson>>() {});
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The demo people cannot be read from " + file, unreadable);
    }
  }

  private static void write(Path file, List<DemoPerson> people) {
    try {
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
      Json.mapper().writeValue(file.toFile(), people);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The demo people cannot be kept in " + file, unwritable);
    }
  }
}

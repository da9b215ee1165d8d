package io.cloudapp.local.installation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.local.DemoPerson;
import io.cloudapp.local.cognito.Totp;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.logic.login.SignInOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The people who can sign in to a fresh LocalCloud. */
final class People {

  private static final int CODE_SECONDS = 30;
  private static final List<DemoPerson> DEMO =
      List.of(
          new DemoPerson("ada", "Ada-lovelace-1815", false, Optional.empty()),
          new DemoPerson("grace", "Grace-hopper-1906", false, Optional.empty()),
          new DemoPerson("katherine", "Katherine-johnson-1918", true, Optional.empty()));

  private final Registration registration;
  private final Directory directory;
  private final Clock clock;

  People(Registration registration, Directory directory, Clock clock) {
    this.registration = registration;
    this.directory = directory;
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
      registration.add(person.username(), person.password(), person.admin());
      people.add(person.admin() ? withSecondFactor(person) : person);
    }
    file.ifPresent(path -> write(path, people));
    return people;
  }

  private DemoPerson withSecondFactor(DemoPerson person) {
    var signIn =
        new SignIn(
            person.username(), person.password(), Optional.empty(), Optional.empty(), Client.WEB);
    if (!(directory.signIn(signIn) instanceof SignInOutcome.Authenticated(var tokens))) {
      throw new IllegalStateException(person.username() + " cannot sign in");
    }
    var secret = directory.startSecondFactor(tokens.accessToken()).secret();
    // The code of the step before, so that the current one is still good for the first sign-in.
    var code = Totp.code(secret, clock.instant().minusSeconds(CODE_SECONDS));
    if (!directory.confirmSecondFactor(tokens.accessToken(), code)) {
      throw new IllegalStateException(person.username() + " cannot have a second factor");
    }
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

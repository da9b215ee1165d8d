package io.cloudapp.logic.people;

import static io.cloudapp.logic.people.Residents.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserImport;
import io.cloudapp.core.user.UserImport.Line;
import io.cloudapp.core.user.UserImport.Outcome;
import io.cloudapp.logic.World;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImportUsersTest {

  private static final World WORLD = new World();
  private static final String THREE =
      "username,email,quota\nlise,lise@example.com,1\nada,a@example.com,2\nmarie,m@example.com,\n";

  private final Residents residents = new Residents(WORLD);
  private final ImportUsers importUsers = WORLD.get(ImportUsers.class);

  @BeforeEach
  void moveIn() {
    residents.moveIn();
    WORLD.calls().runThrough();
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @Test
  void changesNothingInADryRun() {
    var report = report(THREE, true);

    assertThat(report.accepted()).isTrue();
    assertThat(report.lines())
        .extracting(Line::outcome)
        .containsExactly(Outcome.CREATABLE, Outcome.EXISTS, Outcome.CREATABLE);
    assertThat(WORLD.calls().made()).doesNotContain("AdminCreateUser");
    assertThat(residents.audited()).isEmpty();
    assertThat(users("")).isEqualTo(3);
  }

  @Test
  void createsWhomItDoesNotKnowAndLeavesTheOthersAlone() {
    var report = report(THREE, false);

    assertThat(report.lines())
        .extracting(Line::outcome)
        .containsExactly(Outcome.CREATED, Outcome.EXISTS, Outcome.CREATED);
    assertThat(residents.user(Residents.ADA).user().quota()).isEqualTo(3);
    assertThat(users("lise") + users("marie")).isEqualTo(2);
    assertThat(residents.audited()).last().isEqualTo("USERS_IMPORTED DONE users by root");
  }

  @Test
  void createsNobodyWhenOneLineIsWrong() {
    var report = report(THREE + "=1+1,x@example.com,\n", false);

    assertThat(report.accepted()).isFalse();
    assertThat(report.lines()).last().extracting(Line::outcome).isEqualTo(Outcome.INVALID);
    assertThat(users("")).isEqualTo(3);
  }

  @Test
  void stopsInTimeAndGoesOnWithTheSameFile() {
    var csv =
        IntStream.range(0, 40)
            .mapToObj(number -> "u%d,u%d@example.com".formatted(number, number))
            .collect(Collectors.joining("\n", "username,email\n", "\n"));
    residents.accounts().takes(Duration.ofSeconds(1));

    var first = report(csv, false);
    var second = report(csv, false);
    var third = report(csv, false);

    assertThat(first.count(Outcome.CREATED)).isEqualTo(15);
    assertThat(first.count(Outcome.NOT_REACHED)).isEqualTo(25);
    assertThat(second.count(Outcome.CREATED)).isEqualTo(15);
    assertThat(third.count(Outcome.CREATED)).isEqualTo(10);
    assertThat(third.count(Outcome.EXISTS)).isEqualTo(30);
    assertThat(users("@example.com")).isEqualTo(43);
  }

  @Test
  void saysOfWhomTheDirectoryDidNotTellAnything() {
    residents.accounts().goDown(true);

    assertThat(report(THREE, false).lines())
        .extracting(Line::outcome)
        .containsExactly(Outcome.FAILED, Outcome.EXISTS, Outcome.FAILED);
    assertThat(users("")).isEqualTo(3);
  }

  private int users(String search) {
    return WORLD
        .get(People.class)
        .list(search, UserFilter.ALL, Optional.empty(), 200)
        .items()
        .size();
  }

  private UserImport report(String csv, boolean dryRun) {
    return assertThat(importUsers.run(ROOT, csv, dryRun))
        .asInstanceOf(type(ImportUsers.Done.class))
        .actual()
        .report();
  }
}

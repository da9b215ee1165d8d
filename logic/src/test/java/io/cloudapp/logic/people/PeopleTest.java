package io.cloudapp.logic.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.user.Role;
import io.cloudapp.core.user.UserFilter;
import io.cloudapp.core.user.UserPage;
import io.cloudapp.core.user.UserSummary;
import io.cloudapp.logic.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeopleTest {

  private static final World WORLD = new World();

  private final Residents residents = new Residents(WORLD);
  private final People people = WORLD.get(People.class);

  @BeforeEach
  void moveIn() {
    residents.moveIn();
    residents.add("grace-id", "grace", Role.USER);
    residents.add("invited-id", "invited", Role.USER);
    residents.add("idle-id", "idle", Role.USER);
    residents.add("off-id", "off", Role.USER);
    residents.add("gone-id", "gone", Role.USER);
    WORLD.execute("update users set last_sign_in_at = null where id = 'invited-id'");
    WORLD.execute(
        "update users set last_sign_in_at = last_sign_in_at - interval '30 days 1 second'"
            + " where id = 'idle-id'");
    WORLD.execute("update users set disabled_at = created_at where id = 'off-id'");
    WORLD.execute(
        "update users set disabled_at = created_at, deletion_requested_at = created_at,"
            + " deleted_at = created_at where id = 'gone-id'");
  }

  @AfterAll
  static void close() {
    WORLD.close();
  }

  @ParameterizedTest
  @CsvSource({
    "ALL, 'ada,deputy,grace,idle,invited,off,root'",
    "ACTIVE, 'ada,deputy,grace,off,root'",
    "INVITED, invited",
    "DISABLED, off",
    "ADMINS, 'deputy,root'",
    "DELETED, gone"
  })
  void showsWhomTheFilterNames(UserFilter filter, String names) {
    assertThat(names(people.list("", filter, Optional.empty(), 50)))
        .containsExactly(names.split(","));
  }

  @Test
  void countsTheActiveAndAllWhateverThePageShows() {
    assertThat(people.list("nobody", UserFilter.DELETED, Optional.empty(), 1).counts())
        .isEqualTo(new UserPage.Counts(5, 7));
  }

  @ParameterizedTest
  @CsvSource({"ra, grace", "GRACE@example, grace", "%, ''", "_, ''", "'''; drop table users', ''"})
  void searchesForPartsOfNamesAndAddresses(String search, String names) {
    assertThat(names(people.list(search, UserFilter.ALL, Optional.empty(), 50)))
        .isEqualTo(names.isEmpty() ? List.of() : List.of(names));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8})
  void goesThroughEveryoneOncePageByPage(int limit) {
    var seen = new ArrayList<String>();
    var next = Optional.<String>empty();
    do {
      var page = people.list("", UserFilter.ALL, next, limit);
      assertThat(page.items()).hasSizeBetween(1, limit);
      seen.addAll(names(page));
      next = page.next();
    } while (next.isPresent());

    assertThat(seen).containsExactly("ada", "deputy", "grace", "idle", "invited", "off", "root");
  }

  @Test
  void showsNobodyAfterSomebodyUnknown() {
    assertThat(people.list("", UserFilter.ALL, Optional.of("nobody"), 50).items()).isEmpty();
  }

  @Test
  void countsTheInstancesThatLive() {
    IntStream.range(0, 2).forEach(i -> residents.instance("grace-id", "instance-" + i));
    residents.endInstance(residents.instance("grace-id", "instance-2"));

    assertThat(people.list("grace", UserFilter.ALL, Optional.empty(), 50).items())
        .singleElement()
        .satisfies(grace -> assertThat(grace.living()).isEqualTo(2));
    assertThat(residents.user("grace-id").instances()).hasSize(2);
  }

  @Test
  void learnsOfAccountsThatWereMadeInTheDirectory() {
    residents.accounts().has("console-id", "console");

    assertThat(WORLD.get(LearnUsers.class).run()).isEqualTo(1);

    assertThat(residents.user("console-id").user().username()).isEqualTo("console");
    assertThat(WORLD.get(LearnUsers.class).run()).isZero();
  }

  private static List<String> names(UserPage page) {
    return page.items().stream().map(UserSummary::username).toList();
  }
}

package io.cloudapp.logic.preparation;

import static io.cloudapp.logic.preparation.Preparation.Change.CREATED;
import static io.cloudapp.logic.preparation.Preparation.Change.KEPT;
import static io.cloudapp.logic.preparation.Preparation.Change.ROTATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.database.DatabaseSettings;
import io.cloudapp.logic.database.DatabaseSettings.Authentication;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PrepareInstallationTest {

  private static final String OWNER = "owner";
  private static final String USER = "user";
  private static final String KEYS = "session-keys";

  private final PretendSecrets secrets =
      new PretendSecrets()
          .with(
              OWNER,
              "{\"username\":\"cloudapp_owner\",\"password\":\"%s\"}"
                  .formatted(PreparedDatabase.OWNER_PASSWORD))
          .withoutValue(USER)
          .withoutValue(KEYS);

  @TempDir private static Path folder;
  private static PreparedDatabase database;

  @BeforeAll
  static void startDatabase() throws Exception {
    database = new PreparedDatabase(folder);
  }

  @AfterAll
  static void stopDatabase() throws Exception {
    database.close();
  }

  @BeforeEach
  void emptyDatabase() {
    database.empty();
  }

  @Test
  void makesEverythingOnceAndThenKeepsIt() {
    var first = prepare("");
    var second = prepare("");

    assertThat(first.migrations()).isPositive();
    assertThat(first.databaseUser()).isEqualTo(CREATED);
    assertThat(first.sessionKeys()).isEqualTo(CREATED);
    assertThat(second).isEqualTo(new Preparation(first.schemaVersion(), 0, KEPT, KEPT));
  }

  @Test
  void worksTwiceAtOnce() {
    var preparations =
        List.of(
                CompletableFuture.supplyAsync(() -> prepare(USER)),
                CompletableFuture.supplyAsync(() -> prepare(USER)))
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(preparations)
        .extracting(Preparation::databaseUser)
        .containsExactlyInAnyOrder(CREATED, KEPT);
    assertThat(preparations)
        .extracting(Preparation::sessionKeys)
        .containsExactlyInAnyOrder(CREATED, KEPT);
    assertThat(signsIn()).isTrue();
  }

  @Test
  void letsTheUserInByIamWhereThereIsNoProxy() {
    database.addIam();

    prepare("");

    assertThat(database.rolesOfUser()).containsExactly("rds_iam");
    assertThat(secrets.value(USER)).isEmpty();
  }

  @Test
  void letsTheProxyInByAPasswordThatNobodyElseIsTold() {
    database.addIam();
    prepare("");

    var answer = prepare(USER);

    assertThat(signsIn()).isTrue();
    assertThat(database.rolesOfUser()).isEmpty();
    assertThat(answer.toString()).doesNotContain(userSecret().get("password").asText());
  }

  @Test
  void setsThePasswordAgainThatWasNotSetBefore() {
    prepare(USER);
    database.owner().useHandle(owner -> owner.execute("alter role cloudapp password 'other'"));

    prepare(USER);

    assertThat(signsIn()).isTrue();
  }

  @Test
  void replacesThePasswordOfTheProxy() {
    prepare(USER);
    var before = userSecret();

    assertThat(prepare(USER, Rotation.DATABASE_USER).databaseUser()).isEqualTo(ROTATED);

    assertThat(userSecret()).isNotEqualTo(before);
    assertThat(signsIn()).isTrue();
  }

  @Test
  void givesEachTableToTheUserAndTheAuditLogForAdding() {
    prepare(USER);

    assertThat(tables(database.owner())).hasSizeGreaterThan(20);
    assertThat(tables(user()))
        .as("a new table has to be named in database-user.sql")
        .containsExactlyElementsOf(tables(database.owner()));
    user()
        .useHandle(
            handle ->
                handle.execute(
                    "insert into audit_events values ('1', now(), '', '', '', 'DONE', '', '', '')"));
    assertRefused("update audit_events set actor = 'nobody'");
    assertRefused("delete from audit_events");
    assertRefused("alter table audit_events disable trigger all");
  }

  @Test
  void keepsTheSchemaFromTheUser() {
    prepare(USER);

    assertRefused("create table mine (id text)");
    assertRefused("drop table users");
    assertRefused("delete from executions");
    assertRefused("select * from flyway_schema_history");
  }

  @Test
  void boundsTheUsersStatements() {
    prepare(USER);

    assertThat(setting("statement_timeout")).isEqualTo("10s");
    assertThat(setting("idle_session_timeout")).isEqualTo("10min");
  }

  @Test
  void takesBackWhatAnEarlierVersionGave() {
    prepare(USER);
    database.owner().useHandle(owner -> owner.execute("grant delete on executions to cloudapp"));

    prepare(USER);

    assertRefused("delete from executions");
  }

  @Test
  void makesThreeKeysOf256Bits() {
    prepare("");

    var keys = sessionKeys();
    assertThat(keys.get("active").asText()).isEqualTo("a");
    assertThat(List.of("a", "b", "c"))
        .extracting(place -> keys.get(place).asText())
        .doesNotHaveDuplicates()
        .allSatisfy(key -> assertThat(Base64.getDecoder().decode(key)).hasSize(32));
  }

  @Test
  void rotatesToAKeyThatRunningTasksKnowAndKeepsTheOneBefore() {
    prepare("");
    var before = sessionKeys();

    assertThat(prepare("", Rotation.SESSION_KEYS).sessionKeys()).isEqualTo(ROTATED);

    var after = sessionKeys();
    assertThat(after.get("active").asText()).isEqualTo("b");
    assertThat(after.get("b")).isEqualTo(before.get("b"));
    assertThat(after.get("a")).isEqualTo(before.get("a"));
    assertThat(after.get("c")).isNotEqualTo(before.get("c"));
  }

  @Test
  void hasReplacedEveryKeyAfterThreeRotations() {
    prepare("");
    var before = sessionKeys();

    for (int time = 0; time < 3; time++) {
      prepare("", Rotation.SESSION_KEYS);
    }

    assertThat(sessionKeys().get("active")).isEqualTo(before.get("active"));
    assertThat(List.of("a", "b", "c"))
        .allSatisfy(place -> assertThat(sessionKeys().get(place)).isNotEqualTo(before.get(place)));
  }

  @Test
  void saysWhatAnIncompleteSecretNeeds() {
    secrets.with(KEYS, "{\"active\":\"a\",\"a\":\"x\"}");

    assertThatThrownBy(() -> prepare(""))
        .hasMessageContaining("session-keys lacks one of active, a, b, c")
        .hasMessageContaining("SESSION_KEYS");
  }

  @Test
  void quotesNoSecretThatItCannotRead() {
    secrets.with(KEYS, "my-own-key");

    assertThatThrownBy(() -> prepare(""))
        .hasMessageContaining("session-keys is no JSON object")
        .hasNoCause()
        .message()
        .doesNotContain("my-own-key");
  }

  @Test
  void saysWhichSettingIsMissing() {
    var settings = new PreparationSettings("", OWNER, "", KEYS);

    assertThatThrownBy(() -> preparation(settings).run(Set.of()))
        .hasMessageContaining("CLOUDAPP_PREPARATION_DATABASE_URL is not set");
  }

  @Test
  void saysThatTheOwnersSecretIsEmpty() {
    secrets.withoutValue(OWNER);

    assertThatThrownBy(() -> prepare(""))
        .hasMessageContaining("owner of the database's owner has no value");
  }

  private Preparation prepare(String userSecret, Rotation... rotations) {
    return preparation(new PreparationSettings(database.url(), OWNER, userSecret, KEYS))
        .run(Set.of(rotations));
  }

  private PrepareInstallation preparation(PreparationSettings settings) {
    var databaseSettings =
        new DatabaseSettings(database.url(), "cloudapp", "", Authentication.PASSWORD, 4);
    var values = new SecretValues(secrets, new SecureRandom());
    return new PrepareInstallation(
        settings,
        databaseSettings,
        values,
        new DatabaseUser(values, databaseSettings),
        new SessionKeys(values));
  }

  private Jdbi user() {
    return database.user(userSecret().get("password").asText());
  }

  private boolean signsIn() {
    return user()
        .withHandle(handle -> handle.createQuery("select true").mapTo(Boolean.class).one());
  }

  private String setting(String name) {
    return user()
        .withHandle(
            handle ->
                handle
                    .createQuery("select current_setting(:name)")
                    .bind("name", name)
                    .mapTo(String.class)
                    .one());
  }

  private void assertRefused(String statement) {
    assertThatThrownBy(() -> user().useHandle(handle -> handle.execute(statement)))
        .isInstanceOf(UnableToExecuteStatementException.class)
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  /** The tables that somebody may read. */
  private static List<String> tables(Jdbi jdbi) {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    """
                    select relname from pg_class
                    where relnamespace = 'public'::regnamespace and relkind = 'r'
                      and relname <> 'flyway_schema_history' and has_table_privilege(oid, 'select')
                    order by relname
                    """)
                .mapTo(String.class)
                .list());
  }

  private JsonNode sessionKeys() {
    return json(secrets.value(KEYS));
  }

  private JsonNode userSecret() {
    return json(secrets.value(USER));
  }

  private static JsonNode json(String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (com.fasterxml.jackson.core.JsonProcessingException malformed) {
      throw new AssertionError(malformed);
    }
  }
}

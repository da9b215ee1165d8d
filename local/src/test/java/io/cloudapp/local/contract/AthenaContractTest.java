package io.cloudapp.local.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.s3.S3Client;

class AthenaContractTest {

  private static final Set<QueryExecutionState> ENDED =
      EnumSet.of(
          QueryExecutionState.SUCCEEDED, QueryExecutionState.FAILED, QueryExecutionState.CANCELLED);
  private static final String RUN = UUID.randomUUID().toString().substring(0, 8);
  private static final String BUCKET = "athena-contract-" + RUN;
  private static final String DATABASE = "contract_" + RUN;

  private static final AthenaClient ATHENA = AwsUnderTest.client(AthenaClient.builder());
  private static final GlueClient GLUE = AwsUnderTest.client(GlueClient.builder());
  private static final S3Client S3 = AwsUnderTest.client(S3Client.builder().forcePathStyle(true));

  @BeforeAll
  static void createTheTable() {
    S3.createBucket(request -> request.bucket(BUCKET));
    GLUE.createDatabase(request -> request.databaseInput(database -> database.name(DATABASE)));
    createTable("events", false);
    put("events/dt=2026-11-20/one.json", "{\"eventId\":\"e1\",\"seconds\":1.5,\"version\":1}\n");
    put(
        "events/dt=2026-11-21/more.json",
        """
        {"eventId":"e2","seconds":2.5,"version":2,"unknown":{"a":1}}
        {"eventId":"e3","seconds":null,"version":"no number"}
        """);
    put("events/dt=2026-11-21/_hidden.json", "{\"eventId\":\"hidden\"}\n");
    put("events/dt=2025-12-31/early.json", "{\"eventId\":\"before the projection\"}\n");
  }

  @AfterAll
  static void deleteTheTable() {
    GLUE.deleteDatabase(request -> request.name(DATABASE));
    S3.listObjectsV2(request -> request.bucket(BUCKET))
        .contents()
        .forEach(object -> S3.deleteObject(request -> request.bucket(BUCKET).key(object.key())));
    S3.deleteBucket(request -> request.bucket(BUCKET));
    S3.close();
    GLUE.close();
    ATHENA.close();
  }

  private static void put(String key, String text) {
    S3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromString(text));
  }

  private static void createTable(String name, boolean ignoreMalformed) {
    var location = "s3://%s/%s/".formatted(BUCKET, name);
    GLUE.createTable(
        request ->
            request
                .databaseName(DATABASE)
                .tableInput(
                    table ->
                        table
                            .name(name)
                            .tableType("EXTERNAL_TABLE")
                            .partitionKeys(column("dt", "string"))
                            .parameters(
                                Map.of(
                                    "projection.enabled", "true",
                                    "projection.dt.type", "date",
                                    "projection.dt.format", "yyyy-MM-dd",
                                    "projection.dt.range", "2026-01-01,NOW+10DAYS",
                                    "storage.location.template", location + "dt=${dt}/"))
                            .storageDescriptor(
                                storage ->
                                    storage
                                        .columns(
                                            column("event_id", "string"),
                                            column("seconds", "double"),
                                            column("version", "int"))
                                        .location(location)
                                        .inputFormat("org.apache.hadoop.mapred.TextInputFormat")
                                        .outputFormat(
                                            "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat")
                                        .serdeInfo(
                                            serde ->
                                                serde
                                                    .serializationLibrary(
                                                        "org.openx.data.jsonserde.JsonSerDe")
                                                    .parameters(
                                                        Map.of(
                                                            "case.insensitive", "FALSE",
                                                            "ignore.malformed.json",
                                                                "" + ignoreMalformed,
                                                            "mapping.event_id", "eventId"))))));
  }

  private static Column column(String name, String type) {
    return Column.builder().name(name).type(type).build();
  }

  private static String start(Consumer<StartQueryExecutionRequest.Builder> request) {
    return ATHENA
        .startQueryExecution(
            start -> {
              start
                  .queryExecutionContext(context -> context.database(DATABASE))
                  .resultConfiguration(
                      results -> results.outputLocation("s3://" + BUCKET + "/results/"));
              request.accept(start);
            })
        .queryExecutionId();
  }

  private static QueryExecution ended(String id) {
    return await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                ATHENA.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution(),
            execution -> ENDED.contains(execution.status().state()));
  }

  private static List<List<String>> query(String sql, String... parameters) {
    var id =
        start(
            request -> {
              request.queryString(sql);
              if (parameters.length > 0) {
                request.executionParameters(parameters);
              }
            });
    var execution = ended(id);
    assertThat(execution.status().state())
        .as(execution.status().stateChangeReason())
        .isEqualTo(QueryExecutionState.SUCCEEDED);
    return rows(id);
  }

  private static List<List<String>> rows(String id) {
    return ATHENA.getQueryResultsPaginator(request -> request.queryExecutionId(id)).stream()
        .flatMap(page -> page.resultSet().rows().stream())
        .map(row -> row.data().stream().map(Datum::varCharValue).toList())
        .toList();
  }

  private static String failure(String sql, String... parameters) {
    var execution =
        ended(
            start(
                request -> {
                  request.queryString(sql);
                  if (parameters.length > 0) {
                    request.executionParameters(parameters);
                  }
                }));
    assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
    return execution.status().stateChangeReason();
  }

  @Test
  void answersWithTheHeaderAsTheFirstRow() {
    assertThat(query("SELECT event_id, seconds, version, dt FROM events ORDER BY event_id"))
        .containsExactly(
            List.of("event_id", "seconds", "version", "dt"),
            List.of("e1", "1.5", "1", "2026-11-20"),
            List.of("e2", "2.5", "2", "2026-11-21"),
            Arrays.asList("e3", null, null, "2026-11-21"));
  }

  @Test
  void describesTheColumns() {
    var id =
        start(
            request ->
                request.queryString(
                    """
                    SELECT event_id, seconds, version, count(*) AS n, true AS b,
                      TIMESTAMP '2026-11-22 01:02:03.000 UTC' AS at, DATE '2026-11-22' AS d, 1.50 AS m
                    FROM events GROUP BY 1, 2, 3
                    """));
    ended(id);

    assertThat(
            ATHENA
                .getQueryResults(request -> request.queryExecutionId(id))
                .resultSet()
                .resultSetMetadata()
                .columnInfo())
        .extracting(ColumnInfo::name, ColumnInfo::type)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("event_id", "varchar"),
            org.assertj.core.groups.Tuple.tuple("seconds", "double"),
            org.assertj.core.groups.Tuple.tuple("version", "integer"),
            org.assertj.core.groups.Tuple.tuple("n", "bigint"),
            org.assertj.core.groups.Tuple.tuple("b", "boolean"),
            org.assertj.core.groups.Tuple.tuple("at", "timestamp with time zone"),
            org.assertj.core.groups.Tuple.tuple("d", "date"),
            org.assertj.core.groups.Tuple.tuple("m", "decimal"));
    assertThat(rows(id).get(1).subList(4, 8))
        .containsExactly("true", "2026-11-22 01:02:03.000 UTC", "2026-11-22", "1.50");
  }

  @Test
  void seesAnObjectThatWasPutBeforeTheQueryAndNoLongerOneThatWasDeleted() {
    var count = "SELECT count(*) FROM events WHERE dt = '2026-11-22'";
    assertThat(query(count).getLast()).containsExactly("0");
    put("events/dt=2026-11-22/new.json", "{\"eventId\":\"e4\"}\n{\"eventId\":\"e5\"}\n");
    assertThat(query(count).getLast()).containsExactly("2");
    put("events/dt=2026-11-22/new.json", "{\"eventId\":\"e4\"}\n");
    assertThat(query(count).getLast()).containsExactly("1");
    S3.deleteObject(request -> request.bucket(BUCKET).key("events/dt=2026-11-22/new.json"));
    assertThat(query(count).getLast()).containsExactly("0");
  }

  @Test
  void readsOnlyThePartitionsThatTheConditionAllows() {
    var whole = ended(start(request -> request.queryString("SELECT count(*) FROM events")));
    var one =
        ended(
            start(
                request ->
                    request
                        .queryString("SELECT count(*) FROM events WHERE dt = ? AND seconds > 0")
                        .executionParameters("'2026-11-20'")));

    assertThat(one.statistics().dataScannedInBytes())
        .isPositive()
        .isLessThan(whole.statistics().dataScannedInBytes());
  }

  @Test
  void fillsParametersInAsValues() {
    assertThat(
            query("SELECT event_id FROM events WHERE dt = ? AND version = ?", "'2026-11-21'", "2"))
        .containsExactly(List.of("event_id"), List.of("e2"));
    assertThat(query("SELECT ? AS v", "'it''s'")).containsExactly(List.of("v"), List.of("it's"));
  }

  @Test
  void refusesTheWrongNumberOfParameters() {
    assertThat(failure("SELECT ?, ?", "1"))
        .startsWith("INVALID_PARAMETER_USAGE")
        .contains("Incorrect number of parameters: expected 2 but found 1");
  }

  @Test
  void refusesWhatIsNoSqlAtOnce() {
    assertThatThrownBy(() -> start(request -> request.queryString("SELECT FROM WHERE")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("line 1:8: mismatched input 'FROM'");
  }

  @Test
  void failsOnAnUnknownTableColumnAndFunction() {
    assertThat(failure("SELECT * FROM nothing"))
        .startsWith(
            "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.%s.nothing'".formatted(DATABASE));
    assertThat(failure("SELECT colour FROM events"))
        .startsWith("COLUMN_NOT_FOUND: line 1:8: Column 'colour' cannot be resolved");
    assertThat(failure("SELECT paint(event_id) FROM events"))
        .startsWith("FUNCTION_NOT_FOUND: line 1:8: Function 'paint' not registered");
    assertThat(failure("SELECT event_id = 1 FROM events"))
        .startsWith("TYPE_MISMATCH: line 1:17: Cannot apply operator: varchar = integer");
    assertThat(failure("SELECT 1 / 0")).startsWith("DIVISION_BY_ZERO");
  }

  @Test
  void tellsOfAFailureWhatItIsAndThatItsResultIsNotThere() {
    var id = start(request -> request.queryString("SELECT * FROM nothing"));
    var execution = ended(id);

    assertThat(execution.status().athenaError().errorCategory()).isEqualTo(2);
    assertThat(execution.status().athenaError().retryable()).isFalse();
    assertThatThrownBy(() -> ATHENA.getQueryResults(request -> request.queryExecutionId(id)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("FAILED");
  }

  @Test
  void startsTheSameQueryOnceForTheSameToken() {
    var token = UUID.randomUUID().toString();
    var first = start(request -> request.queryString("SELECT 1").clientRequestToken(token));

    assertThat(start(request -> request.queryString("SELECT 1").clientRequestToken(token)))
        .isEqualTo(first);
    assertThatThrownBy(
            () -> start(request -> request.queryString("SELECT 2").clientRequestToken(token)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("Idempotent parameters do not match");
  }

  @Test
  void usesAResultAgainThatIsYoungEnough() {
    var sql = "SELECT count(*) AS reused_%s FROM events".formatted(RUN);
    ended(start(request -> request.queryString(sql)));
    var again =
        ended(
            start(
                request ->
                    request
                        .queryString(sql)
                        .resultReuseConfiguration(
                            reuse ->
                                reuse.resultReuseByAgeConfiguration(
                                    age -> age.enabled(true).maxAgeInMinutes(5)))));

    assertThat(again.statistics().resultReuseInformation().reusedPreviousResult()).isTrue();
    assertThat(rows(again.queryExecutionId())).hasSize(2);
  }

  @Test
  void givesLongResultsInPages() {
    var id =
        start(
            request ->
                request.queryString("SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n) ORDER BY n"));
    ended(id);
    var first = ATHENA.getQueryResults(request -> request.queryExecutionId(id).maxResults(1000));

    assertThat(first.resultSet().rows()).hasSize(1000);
    assertThat(first.nextToken()).isNotEmpty();
    assertThat(rows(id)).hasSize(2501).endsWith(List.of("2500"));
    assertThatThrownBy(
            () -> ATHENA.getQueryResults(request -> request.queryExecutionId(id).maxResults(1001)))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void stopsAQuery() {
    var id =
        start(
            request ->
                request.queryString(
                    """
                    SELECT count(*) FROM UNNEST(sequence(1, 10000)) AS a(x)
                      CROSS JOIN UNNEST(sequence(1, 10000)) AS b(y)
                      CROSS JOIN UNNEST(sequence(1, 10000)) AS c(z)
                    WHERE x * y % 7 = z
                    """));
    ATHENA.stopQueryExecution(request -> request.queryExecutionId(id));

    assertThat(ended(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
  }

  @Test
  void failsOnAMalformedLineUnlessTheTableIgnoresIt() {
    createTable("strict", false);
    createTable("lenient", true);
    for (var table : List.of("strict", "lenient")) {
      put(table + "/dt=2026-11-20/bad.json", "{\"eventId\":\"good\"}\n{\"eventId\":\n");
    }

    assertThat(failure("SELECT count(*) FROM strict")).startsWith("HIVE_");
    assertThat(query("SELECT count(event_id) FROM lenient").getLast()).containsExactly("1");
  }

  @Test
  void refusesAnUnknownWorkgroupExecutionAndAMissingOutputLocation() {
    assertThatThrownBy(() -> start(request -> request.queryString("SELECT 1").workGroup("nobodys")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("WorkGroup nobodys is not found");
    assertThatThrownBy(
            () ->
                ATHENA.getQueryExecution(
                    request -> request.queryExecutionId(UUID.randomUUID().toString())))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("was not found");
    assertThatThrownBy(() -> ATHENA.startQueryExecution(request -> request.queryString("SELECT 1")))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("No output location provided");
  }

  @Test
  void keepsTableDefinitionsAsTheyWereGiven() {
    var table = GLUE.getTable(request -> request.databaseName(DATABASE).name("events")).table();

    assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("dt");
    assertThat(table.storageDescriptor().serdeInfo().parameters())
        .containsEntry("mapping.event_id", "eventId");
    assertThatThrownBy(
            () -> GLUE.getTable(request -> request.databaseName(DATABASE).name("nothing")))
        .isInstanceOf(EntityNotFoundException.class);
    assertThatThrownBy(
            () ->
                GLUE.createTable(
                    request ->
                        request
                            .databaseName(DATABASE)
                            .tableInput(TableInput.builder().name("events").build())))
        .isInstanceOf(AlreadyExistsException.class);
  }
}

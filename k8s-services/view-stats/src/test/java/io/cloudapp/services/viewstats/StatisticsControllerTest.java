package io.cloudapp.services.viewstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.reset;
import static org.mockito.Mockito.verifyNoInteractions;
import static org.mockito.Mockito.when;

import com.fasterxml.jackson.databind.JsonNode;
import io.cloudapp.core.api.GatewayHeader;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.database.Database;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.runtime.server.EmbeddedServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionResponse;

@SuppressWarnings("unchecked")
class StatisticsControllerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final AthenaClient ATHENA = mock(AthenaClient.class);
  private static final String DAYS = "from=2026-11-01&to=2026-11-02";

  private static EmbeddedPostgres postgres;
  private static EmbeddedServer server;

  @Factory
  static final class Doubles {
    @Singleton
    @Replaces(AthenaClient.class)
    AthenaClient athena() {
      return ATHENA;
    }
  }

  @BeforeAll
  static void start() throws IOException {
    postgres = EmbeddedPostgres.builder().start();
    Database.migrate(postgres.getPostgresDatabase());
    var settings = new HashMap<String, Object>();
    settings.put("micronaut.server.port", -1);
    settings.put("cloudapp.install-id", "test");
    settings.put("cloudapp.aws.region", "eu-west-1");
    settings.put("cloudapp.statistics.database", "cloudapp");
    settings.put("cloudapp.statistics.workgroup", "cloudapp");
    // No answer is reused: each test has its own.
    settings.put("cloudapp.statistics.reuse", "PT0.001S");
    settings.put("cloudapp.database.url", postgres.getJdbcUrl("postgres", "postgres"));
    settings.put("cloudapp.database.username", "postgres");
    var context = Application.builder().properties(settings).start();
    server = context.getBean(EmbeddedServer.class).start();
  }

  @AfterAll
  static void stop() throws IOException {
    server.getApplicationContext().close();
    postgres.close();
  }

  @BeforeEach
  void forget() {
    reset(ATHENA);
    when(ATHENA.startQueryExecution(any(Consumer.class)))
        .thenReturn(StartQueryExecutionResponse.builder().queryExecutionId("q-1").build());
    state(QueryExecutionState.SUCCEEDED);
    rows();
  }

  @Test
  void countsTheExecutionsOfEachDayAlsoOfThoseWithout() {
    rows(row("2026-11-02", "5", "1", "4", "0"));

    var answer = json(get("/stats/executions?" + DAYS, "ADMIN"));

    assertThat(answer.path("per").asText()).isEqualTo("DAY");
    assertThat(answer.path("items").findValuesAsText("begin"))
        .containsExactly("2026-11-01", "2026-11-02");
    assertThat(answer.path("items").findValuesAsText("provisioned")).containsExactly("0", "5");
  }

  @Test
  void putsAPriceOnWhatHasOne() {
    rows(
        row("u-1", "ada", "t3.micro", "8", "gp3", "2", "7200000", "1", "2"),
        row("u-1", "ada", "x9.huge", "8", "gp3", "1", "3600000", "1", "2"),
        row(null, null, "t3.micro", "8", "gp3", "1", "3600000", "2", "2"));

    var answer = json(get("/stats/usage?top=1&" + DAYS, "ADMIN"));

    var ada = answer.path("items").path(0);
    assertThat(ada.path("milliseconds").asLong()).isEqualTo(10_800_000);
    assertThat(ada.path("unpricedMilliseconds").asLong()).isEqualTo(3_600_000);
    // Two hours of 0.0114 USD and of 8 GB for 0.088 USD a month of 730 hours.
    assertThat(ada.path("cost").decimalValue()).isEqualByComparingTo("0.0247");
    assertThat(answer.path("rest").path("members").asInt()).isEqualTo(1);
    assertThat(answer.path("total").path("instances").asInt()).isEqualTo(4);
    assertThat(answer.path("pricesOf").asText()).matches("\\d{4}-\\d{2}-\\d{2}");
  }

  @Test
  void writesATableThatNoSpreadsheetRuns() throws SQLException {
    rows(row("u-1", "=cmd|' /C calc'!A0", "t3.micro", "8", "gp3", "1", "3600000", "1", "1"));

    var answer = get("/stats/usage?format=csv&" + DAYS, "ADMIN");

    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/csv");
    assertThat(answer.headers().firstValue("content-disposition"))
        .contains("attachment; filename=\"cloudapp-usage-by-user-2026-11-01-2026-11-02.csv\"");
    assertThat(answer.body())
        .isEqualTo(
            "user_id,user,instances,hours,cost_usd,hours_without_price\r\n"
                + "u-1,'=cmd|' /C calc'!A0,1,1.0000,0.0124,0.0000\r\n");
    assertThat(audited()).contains("STATISTICS_EXPORTED usage-by-user 2026-11-01-2026-11-02");
  }

  @ParameterizedTest
  @CsvSource({
    "from=2026-11-22&to=2026-11-21, from",
    "from=2025-01-01&to=2026-01-02, from",
    "from=2026-02-30&to=2026-03-01, from",
    "from=yesterday, from",
    "to=22.11.2026, to",
    "to=2026-11-22T00:00:00Z, to",
    "to=0000-01-01, to",
    "to=9999-12-31, to",
    "to=%2B2026-11-22, to",
    "from=2026-11-01%27%20or%201=1--, from",
    "from=%3Cscript%3E, from",
    "from=..%2F..%2Fetc, from",
    "from=2026-11-01&from=2026-11-02, from",
    "per=hour, per",
    "per=DAY, per",
    "by=password, by",
    "by=user%27);drop%20table%20users;--, by",
    "top=0, top",
    "top=1001, top",
    "top=-5, top",
    "top=99999999999999999999, top",
    "top=1e3, top",
    "tests=maybe, tests",
    "format=xls, format",
    "from=%00, from"
  })
  void refusesWhatItCannotAnswerAndNamesTheField(String query, String field) {
    for (var statistic :
        new String[] {"executions", "durations", "failures", "usage", "active-users"}) {
      var answer = get("/stats/" + statistic + "?" + query, "ADMIN");

      assertThat(answer.statusCode()).as(query).isEqualTo(422);
      assertThat(json(answer).path("errors").findValuesAsText("field")).as(query).contains(field);
    }
    verifyNoInteractions(ATHENA);
  }

  @Test
  void takesAYearAndLeavesOutWhatIsEmpty() {
    assertThat(get("/stats/executions?from=2024-01-01&to=2024-12-31", "ADMIN").statusCode())
        .isEqualTo(200);
    assertThat(get("/stats/usage?from=&to=&by=&top=&tests=", "ADMIN").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"executions", "durations", "failures", "usage", "active-users"})
  void isForAdminsOnly(String statistic) {
    assertThat(get("/stats/" + statistic, "USER").statusCode()).isEqualTo(403);
    verifyNoInteractions(ATHENA);
  }

  @Test
  void saysWithinTwoSecondsThatAthenaIsSlow() {
    state(QueryExecutionState.RUNNING);

    var begin = System.nanoTime();
    var answer = get("/stats/failures?" + DAYS, "ADMIN");

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofMillis(2_500));
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(json(answer).path("detail").asText())
        .startsWith("Statistics are slow at the moment");
    state(QueryExecutionState.SUCCEEDED);
  }

  @Test
  void saysThatAthenaIsDown() {
    when(ATHENA.startQueryExecution(any(Consumer.class)))
        .thenThrow(SdkClientException.create("connection refused"));

    var answer = get("/stats/failures?" + DAYS, "ADMIN");

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).doesNotContain("refused").contains("cannot be read at the moment");
  }

  private static void state(QueryExecutionState state) {
    when(ATHENA.getQueryExecution(any(Consumer.class)))
        .thenReturn(
            GetQueryExecutionResponse.builder()
                .queryExecution(execution -> execution.status(status -> status.state(state)))
                .build());
  }

  private static void rows(Row... rows) {
    var all = Stream.concat(Stream.of(row("names")), Arrays.stream(rows)).toList();
    when(ATHENA.getQueryResults(any(Consumer.class)))
        .thenReturn(
            GetQueryResultsResponse.builder().resultSet(results -> results.rows(all)).build());
  }

  private static Row row(String... cells) {
    return Row.builder()
        .data(Arrays.stream(cells).map(cell -> Datum.builder().varCharValue(cell).build()).toList())
        .build();
  }

  private static String audited() throws SQLException {
    try (var connection = postgres.getPostgresDatabase().getConnection();
        var found =
            connection
                .createStatement()
                .executeQuery(
                    "select string_agg(action || ' ' || target || ' ' || detail, ', ')"
                        + " from audit_events")) {
      found.next();
      return found.getString(1);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return Json.mapper().readTree(answer.body());
    } catch (IOException notJson) {
      throw new AssertionError(answer.body(), notJson);
    }
  }

  private static HttpResponse<String> get(String path, String role) {
    var request =
        HttpRequest.newBuilder(URI.create(server.getURI() + path)).timeout(Duration.ofSeconds(10));
    Map.of(
            GatewayHeader.USER, "user-1",
            GatewayHeader.USERNAME, "ada",
            GatewayHeader.ROLE, role,
            GatewayHeader.SESSION, "session-1")
        .forEach(request::header);
    try {
      return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException failure) {
      throw new AssertionError(failure);
    }
  }
}

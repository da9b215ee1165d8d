package io.cloudapp.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.athena.sql.QueryFailure;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueriesTest {

  private static final String NUMBERS =
      "WITH t(k, n) AS (VALUES ('a', 1), ('a', 2), ('b', null), ('b', 4), (null, 5)) ";

  @TempDir static Path folder;
  private static Engine engine;

  @BeforeAll
  static void start() {
    engine = new Engine(folder);
  }

  @AfterAll
  static void stop() {
    engine.close();
  }

  private static List<List<String>> rows(String sql, String... parameters) {
    return engine.rows(sql, parameters);
  }

  @Test
  void putsNullsLastInEitherDirection() {
    assertThat(rows(NUMBERS + "SELECT n FROM t ORDER BY n"))
        .extracting(List::getFirst)
        .containsExactly("1", "2", "4", "5", null);
    assertThat(rows(NUMBERS + "SELECT n FROM t ORDER BY n DESC"))
        .extracting(List::getFirst)
        .containsExactly("5", "4", "2", "1", null);
    assertThat(rows(NUMBERS + "SELECT n FROM t ORDER BY n NULLS FIRST LIMIT 2"))
        .extracting(List::getFirst)
        .containsExactly(null, "1");
  }

  @Test
  void aggregatesByGroup() {
    assertThat(
            rows(
                NUMBERS
                    + """
                    SELECT k, count(*), count(n), sum(n), avg(n), min(n), max(n), count_if(n > 1),
                      count(*) FILTER (WHERE n > 1), array_agg(n ORDER BY n DESC)
                    FROM t GROUP BY k ORDER BY k
                    """))
        .containsExactly(
            List.of("a", "2", "2", "3", "1.5", "1", "2", "1", "1", "[2, 1]"),
            List.of("b", "2", "1", "4", "4.0", "4", "4", "1", "1", "[4, null]"),
            Arrays.asList(null, "1", "1", "5", "5.0", "5", "5", "1", "1", "[5]"));
  }

  @Test
  void aggregatesNothing() {
    assertThat(
            rows(
                NUMBERS
                    + "SELECT count(*), count_if(n > 0), sum(n), array_agg(n), max_by(k, n) FROM t"
                    + " WHERE false"))
        .containsExactly(Arrays.asList("0", "0", null, null, null));
  }

  @Test
  void givesPercentilesTheTypeOfTheirValues() {
    assertThat(
            rows(
                """
                SELECT approx_percentile(x, 0.5), approx_percentile(x * 1e0, 0.5),
                  approx_percentile(x * 1e0, ARRAY[0.0, 1.0])
                FROM UNNEST(sequence(1, 5)) AS t(x)
                """))
        .containsExactly(List.of("3", "3.0", "[1.0, 5.0]"));
  }

  @Test
  void namesColumnsAsTrinoDoes() {
    assertThat(engine.answer("SELECT 1, 2 AS Two, t.X FROM (VALUES 3) AS t(x)").columns())
        .extracting(column -> column.name())
        .containsExactly("_col0", "two", "x");
  }

  @Test
  void groupsByPositionAndByExpression() {
    assertThat(
            rows(
                """
                SELECT x % 2 AS odd, count(*) FROM UNNEST(sequence(1, 5)) AS t(x)
                GROUP BY 1 HAVING count(*) > 2 ORDER BY 2
                """))
        .containsExactly(List.of("1", "3"));
    assertThat(
            rows(
                "SELECT x % 2, count(*) FROM UNNEST(sequence(1, 5)) AS t(x) GROUP BY x % 2 ORDER BY"
                    + " x % 2"))
        .containsExactly(List.of("0", "2"), List.of("1", "3"));
    assertThat(rows(NUMBERS + "SELECT k, sum(n) FROM t GROUP BY ROLLUP (k) ORDER BY sum(n)"))
        .contains(Arrays.asList(null, "12"), List.of("a", "3"));
  }

  @Test
  void joins() {
    var tables =
        "WITH a(id, x) AS (VALUES (1, 'one'), (2, 'two')), b(id, y) AS (VALUES (2, 'zwei'), (3,"
            + " 'drei')) ";
    assertThat(rows(tables + "SELECT a.id, x, y FROM a LEFT JOIN b ON a.id = b.id ORDER BY a.id"))
        .containsExactly(Arrays.asList("1", "one", null), List.of("2", "two", "zwei"));
    assertThat(rows(tables + "SELECT id, x, y FROM a FULL JOIN b USING (id) ORDER BY id"))
        .containsExactly(
            Arrays.asList("1", "one", null),
            List.of("2", "two", "zwei"),
            Arrays.asList("3", null, "drei"));
    assertThat(rows(tables + "SELECT count(*) FROM a, b")).containsExactly(List.of("4"));
  }

  @Test
  void unnestsListsBesideEachOther() {
    assertThat(
            rows(
                """
                SELECT k, v, n FROM (VALUES ('a', ARRAY[10, 20]), ('b', ARRAY[])) AS t(k, list)
                CROSS JOIN UNNEST(list) WITH ORDINALITY AS u(v, n) ORDER BY n
                """))
        .containsExactly(List.of("a", "10", "1"), List.of("a", "20", "2"));
  }

  @Test
  void combinesQueries() {
    assertThat(rows("SELECT 1 UNION SELECT 1 UNION ALL SELECT 2 ORDER BY 1"))
        .containsExactly(List.of("1"), List.of("2"));
    assertThat(rows("SELECT null AS x, 1 AS y UNION ALL SELECT 2.5, 2 ORDER BY y"))
        .containsExactly(Arrays.asList(null, "1"), List.of("2.5", "2"));
    assertThat(rows("SELECT 1 EXCEPT SELECT 1")).isEmpty();
  }

  @Test
  void looksIntoOtherQueries() {
    assertThat(
            rows(
                NUMBERS
                    + """
                    SELECT k, n, (SELECT max(n) FROM t i WHERE i.k = o.k) FROM t o
                    WHERE n IN (SELECT n FROM t WHERE n < 3) AND EXISTS (SELECT 1) ORDER BY n
                    """))
        .containsExactly(List.of("a", "1", "2"), List.of("a", "2", "2"));
  }

  @Test
  void looksThroughWindows() {
    assertThat(
            rows(
                """
                SELECT x, row_number() OVER (ORDER BY x DESC), sum(x) OVER (ORDER BY x),
                  lag(x) OVER (ORDER BY x),
                  avg(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)
                FROM UNNEST(sequence(1, 3)) AS t(x) ORDER BY x
                """))
        .containsExactly(
            Arrays.asList("1", "3", "1", null, "1.0"),
            List.of("2", "2", "3", "1", "1.5"),
            List.of("3", "1", "6", "2", "2.5"));
  }

  @Test
  void takesParametersInTheOrderOfTheText() {
    assertThat(
            rows(
                "SELECT ?, date_trunc(?, DATE '2026-11-22') WHERE ? BETWEEN ? AND ? AND (? OR false)"
                    + " LIMIT ?",
                "'first'",
                "'month'",
                "5",
                "4",
                "6",
                "true",
                "1"))
        .containsExactly(List.of("first", "2026-11-01"));
  }

  @Test
  void takesNoSqlFromAParameter() {
    assertThat(rows("SELECT ?", "'''; DROP TABLE usage_events; --'"))
        .containsExactly(List.of("'; DROP TABLE usage_events; --"));
    assertThatThrownBy(() -> rows("SELECT ?", "1; DROP TABLE usage_events"))
        .isInstanceOf(QueryFailure.class)
        .hasMessageStartingWith("SYNTAX_ERROR");
    assertThatThrownBy(() -> rows("SELECT ?", "unquoted"))
        .isInstanceOf(QueryFailure.class)
        .hasMessageStartingWith("COLUMN_NOT_FOUND");
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "SELECT 1 AS a WHERE a = 1 => COLUMN_NOT_FOUND",
        "SELECT x, count(*) FROM (VALUES 1) AS t(x) => EXPRESSION_NOT_AGGREGATE",
        "SELECT x FROM (VALUES 1) AS t(x) GROUP BY 2 => INVALID_COLUMN_REFERENCE",
        "SELECT x FROM (VALUES 1) AS t(x), (VALUES 2) AS u(x) => AMBIGUOUS_NAME",
        "SELECT 1 UNION SELECT 'a' => TYPE_MISMATCH",
        "SELECT 1 UNION SELECT 1, 2 => TYPE_MISMATCH",
        "SELECT * FROM (VALUES 1) AS t(a, b) => MISMATCHED_COLUMN_ALIASES",
        "SELECT * => COLUMN_NOT_FOUND",
        "SELECT 1 FROM elsewhere.t => SCHEMA_NOT_FOUND",
        "SELECT 1 FROM other.elsewhere.t => CATALOG_NOT_FOUND",
        "SELECT 1 WHERE 'yes' => TYPE_MISMATCH",
        "WITH RECURSIVE t(x) AS (SELECT 1) SELECT * FROM t => NOT_SUPPORTED",
        "SELECT * FROM (VALUES 1) AS t(x) TABLESAMPLE BERNOULLI (10) => NOT_SUPPORTED",
        "INSERT INTO t VALUES 1 => NOT_SUPPORTED",
        "DROP TABLE t => NOT_SUPPORTED",
        "SELECT * FROM TABLE(read_text('/etc/passwd')) => NOT_SUPPORTED",
        "SELECT 1 WHERE (SELECT count(*) FROM \"/etc/passwd\") > 0 => SCHEMA_NOT_FOUND",
      })
  void refuses(String sql, String code) {
    assertThatThrownBy(() -> rows(sql))
        .isInstanceOfSatisfying(
            QueryFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}

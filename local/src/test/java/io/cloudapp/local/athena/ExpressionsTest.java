package io.cloudapp.local.athena;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.local.athena.sql.QueryFailure;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values, types and errors are those of Trino 483, which was asked the same. */
class ExpressionsTest {

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

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      nullValues = "null",
      quoteCharacter = '`',
      value = {
        "7 / 2 => 3 => integer",
        "-7 / 2 => -3 => integer",
        "-7 % 3 => -1 => integer",
        "7 / 2e0 => 3.5 => double",
        "1e0 / 0 => Infinity => double",
        "1.5 * 2.25 => 3.375 => decimal(5,3)",
        "1.5 + 2.25 => 3.75 => decimal(4,2)",
        "2147483648 => 2147483648 => bigint",
        "3 + BIGINT '4' => 7 => bigint",
        "round(2.5e0) => 3.0 => double",
        "round(-2.5e0) => -3.0 => double",
        "round(3.14159e0, 2) => 3.14 => double",
        "cast(2.5e0 AS bigint) => 3 => bigint",
        "cast('42' AS integer) => 42 => integer",
        "cast('1.5' AS double) => 1.5 => double",
        "cast(12 AS varchar) => 12 => varchar",
        "cast(true AS varchar) => true => varchar",
        "cast('2026-11-22' AS date) => 2026-11-22 => date",
        "cast(DATE '2026-11-22' AS varchar) => 2026-11-22 => varchar",
        "try_cast('x' AS bigint) => null => bigint",
        "try(1 / 0) => null => integer",
        "try(from_iso8601_timestamp('yesterday')) => null => timestamp(3) with time zone",
        "coalesce(null, 5, 6) => 5 => integer",
        "nullif(3, 3) => null => integer",
        "if(1 > 2, 'a', 'b') => b => varchar",
        "if(1 > 2, 'a') => null => varchar",
        "CASE 3 WHEN 1 THEN 'one' WHEN 3 THEN 'three' END => three => varchar",
        "CASE WHEN false THEN 1 ELSE 2e0 END => 2.0 => double",
        "greatest(1, null, 3) => null => integer",
        "greatest(1, 2e0) => 2.0 => double",
        "least('b', 'a') => a => varchar",
        "1 BETWEEN 0 AND 2 => true => boolean",
        "null = 1 => null => boolean",
        "1 IS DISTINCT FROM null => true => boolean",
        "3 IN (1, 2, null) => null => boolean",
        "'a_c' LIKE 'a#_c' ESCAPE '#' => true => boolean",
        "'abc' LIKE 'A%' => false => boolean",
        "'a' || 'b' => ab => varchar",
        "concat('a', 'b', 'c') => abc => varchar",
        "concat('a', cast(null AS varchar)) => null => varchar",
        "length('aé€') => 3 => bigint",
        "substr('hello', 2, 3) => ell => varchar",
        "substr('hello', -3) => llo => varchar",
        "substr('hello', 0) => `` => varchar",
        "strpos('hello', 'l') => 3 => bigint",
        "position('l' IN 'hello') => 3 => bigint",
        "trim(' a ') => a => varchar",
        "trim(BOTH 'x' FROM 'xax') => a => varchar",
        "split_part('a-b-c', '-', 2) => b => varchar",
        "split_part('a-b-c', '-', 9) => null => varchar",
        "regexp_like('abc', 'b.') => true => boolean",
        "regexp_extract('abc', 'z') => null => varchar",
        "replace('aXa', 'X', 'b') => aba => varchar",
        "json_extract_scalar('{\"a\":{\"b\":7}}', '$.a.b') => 7 => varchar",
        "json_extract_scalar('{\"a\":{\"b\":7}}', '$.a') => null => varchar",
        "cardinality(ARRAY[1, 2]) => 2 => bigint",
        "element_at(ARRAY[1, 2], 3) => null => integer",
        "element_at(ARRAY[1, 2], -1) => 2 => integer",
        "ARRAY['a', 'b'][2] => b => varchar",
        "ARRAY[1, null] => [1, null] => array(integer)",
        "sequence(1, 4) => [1, 2, 3, 4] => array(bigint)",
        "transform(ARRAY[1, 2], x -> x * 10) => [10, 20] => array(integer)",
        "filter(ARRAY[1, 2, 3], x -> x <> 2) => [1, 3] => array(integer)",
        "contains(ARRAY[1, 2], 2) => true => boolean",
        "array_join(ARRAY['a', 'b'], '-') => a-b => varchar",
        "typeof(1.10) => decimal(3,2) => varchar",
      })
  void computes(String expression, String value, String type) {
    check(expression, value, type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      nullValues = "null",
      quoteCharacter = '`',
      value = {
        "DATE '2026-11-22' => 2026-11-22 => date",
        "TIMESTAMP '2026-11-22 01:02:03.456' => 2026-11-22 01:02:03.456 => timestamp(3)",
        "current_date => 2026-11-22 => date",
        "now() => 2026-11-22 02:30:00.123 UTC => timestamp(3) with time zone",
        "from_iso8601_timestamp('2026-11-22T01:02:03.456789Z') => 2026-11-22 01:02:03.456 UTC => timestamp(3) with time zone",
        "from_iso8601_timestamp('2026-11-22T01:02:03') => 2026-11-22 01:02:03.000 UTC => timestamp(3) with time zone",
        "date(from_iso8601_timestamp('2026-11-22T23:30:00Z') AT TIME ZONE 'Europe/Berlin') => 2026-11-23 => date",
        "from_iso8601_timestamp('2026-11-22T23:30:00Z') AT TIME ZONE 'Europe/Berlin' => 2026-11-23 00:30:00.000 Europe/Berlin => timestamp(3) with time zone",
        "hour(at_timezone(from_iso8601_timestamp('2026-07-01T10:00:00Z'), 'America/New_York')) => 6 => bigint",
        "date_trunc('hour', TIMESTAMP '2026-11-22 01:02:03') => 2026-11-22 01:00:00.000 => timestamp(0)",
        "date_trunc('week', DATE '2026-11-22') => 2026-11-16 => date",
        "date_trunc('quarter', DATE '2026-11-22') => 2026-10-01 => date",
        "date_trunc('day', from_iso8601_timestamp('2026-11-22T23:30:00Z') AT TIME ZONE 'Europe/Berlin') => 2026-11-23 00:00:00.000 Europe/Berlin => timestamp(3) with time zone",
        "date_diff('day', DATE '2026-11-20', DATE '2026-11-22') => 2 => bigint",
        "date_diff('day', TIMESTAMP '2026-11-20 23:00:00', TIMESTAMP '2026-11-21 22:00:00') => 0 => bigint",
        "date_diff('hour', TIMESTAMP '2026-11-20 23:00:00', TIMESTAMP '2026-11-20 21:30:00') => -1 => bigint",
        "date_diff('month', DATE '2026-01-31', DATE '2026-02-28') => 1 => bigint",
        "date_diff('millisecond', from_iso8601_timestamp('2026-11-22T00:00:00Z'), from_iso8601_timestamp('2026-11-22T00:00:01.5Z')) => 1500 => bigint",
        "date_add('day', 1, DATE '2026-12-31') => 2027-01-01 => date",
        "date_add('month', 1, DATE '2026-01-31') => 2026-02-28 => date",
        "date_add('minute', -5, TIMESTAMP '2026-11-22 00:03:00.000') => 2026-11-21 23:58:00.000 => timestamp(3)",
        "DATE '2026-11-22' + INTERVAL '1' MONTH => 2026-12-22 => date",
        "DATE '2026-11-22' - INTERVAL '1' DAY => 2026-11-21 => date",
        "TIMESTAMP '2026-11-22 00:00:00.000' + INTERVAL '90' MINUTE => 2026-11-22 01:30:00.000 => timestamp(3)",
        "date_format(TIMESTAMP '2026-11-02 13:04:05', '%Y-%m-%d %H:%i:%s') => 2026-11-02 13:04:05 => varchar",
        "date_parse('2026-11-02', '%Y-%m-%d') => 2026-11-02 00:00:00.000 => timestamp(3)",
        "year(DATE '2026-11-22') => 2026 => bigint",
        "week(DATE '2027-01-01') => 53 => bigint",
        "day_of_week(DATE '2026-11-22') => 7 => bigint",
        "day_of_year(DATE '2026-02-01') => 32 => bigint",
        "extract(MONTH FROM DATE '2026-11-22') => 11 => bigint",
        "millisecond(TIMESTAMP '2026-11-22 00:00:59.125') => 125 => bigint",
        "from_unixtime(0) => 1970-01-01 00:00:00.000 UTC => timestamp(3) with time zone",
        "to_unixtime(from_iso8601_timestamp('1970-01-01T00:01:00Z')) => 60.0 => double",
        "last_day_of_month(DATE '2026-02-03') => 2026-02-28 => date",
        "cast(TIMESTAMP '2026-11-22 23:59:59' AS date) => 2026-11-22 => date",
        "cast(DATE '2026-11-22' AS timestamp) => 2026-11-22 00:00:00.000 => timestamp(3)",
        "DATE '2026-11-22' < TIMESTAMP '2026-11-22 00:00:01' => true => boolean",
        "sequence(DATE '2026-11-30', DATE '2026-12-02') => [2026-11-30, 2026-12-01, 2026-12-02] => array(date)",
        "cardinality(sequence(DATE '2026-01-01', DATE '2026-12-31', INTERVAL '1' MONTH)) => 12 => bigint",
      })
  void computesWithTimes(String expression, String value, String type) {
    check(expression, value, type);
  }

  private static void check(String expression, String value, String type) {
    var answer = engine.answer("SELECT " + expression);

    assertThat(answer.rows().getFirst().getFirst()).isEqualTo(value);
    assertThat(answer.columns().getFirst().type().display()).isEqualTo(type);
  }

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '`',
      value = {
        "1 / 0 => DIVISION_BY_ZERO",
        "5 % 0 => DIVISION_BY_ZERO",
        "10.00 / 3 => NOT_SUPPORTED",
        "2147483647 + 1 => NUMERIC_VALUE_OUT_OF_RANGE",
        "'1' = 1 => TYPE_MISMATCH",
        "1 + '1' => TYPE_MISMATCH",
        "1 AND true => TYPE_MISMATCH",
        "CASE WHEN true THEN 1 ELSE 'a' END => TYPE_MISMATCH",
        "'a' IN (1, 2) => TYPE_MISMATCH",
        "cast('1.5' AS bigint) => INVALID_CAST_ARGUMENT",
        "cast('yes' AS boolean) => INVALID_CAST_ARGUMENT",
        "cast('22.11.2026' AS date) => INVALID_CAST_ARGUMENT",
        "cast(DATE '2026-11-22' AS bigint) => TYPE_MISMATCH",
        "DATE '2026-13-01' => INVALID_LITERAL",
        "from_iso8601_timestamp('2026-11-22 00:00:00') => INVALID_FUNCTION_ARGUMENT",
        "from_iso8601_timestamp('2026-11-22T00:00:00+02:00') => NOT_SUPPORTED",
        "date_trunc('decade', DATE '2026-11-22') => INVALID_FUNCTION_ARGUMENT",
        "date_trunc('hour', DATE '2026-11-22') => INVALID_FUNCTION_ARGUMENT",
        "date_format('2026-11-22', '%Y') => FUNCTION_NOT_FOUND",
        "lower(5) => FUNCTION_NOT_FOUND",
        "nowhere => COLUMN_NOT_FOUND",
        "read_text('/etc/passwd') => FUNCTION_NOT_FOUND",
        "ARRAY[1, 2][3] => INVALID_FUNCTION_ARGUMENT",
        "element_at(ARRAY[1], 0) => INVALID_FUNCTION_ARGUMENT",
        "row_number() => MISSING_OVER",
        "cast(1.5e0 AS varchar) => NOT_SUPPORTED",
        "json_parse('{}') => FUNCTION_NOT_FOUND",
        "(SELECT x FROM (VALUES 1, 2) AS t(x)) => SUBQUERY_MULTIPLE_ROWS",
        "U&'\\0000' => NOT_SUPPORTED",
      })
  void fails(String expression, String code) {
    assertThatThrownBy(() -> engine.rows("SELECT " + expression))
        .isInstanceOfSatisfying(
            QueryFailure.class, failure -> assertThat(failure.code()).isEqualTo(code));
  }
}

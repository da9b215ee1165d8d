-- What Trino computes otherwise than DuckDB.
--
-- A failure is a text that cannot be cast: it begins with Trino's code, and unlike error() it may
-- stand in a TRY. Divisions by zero fail in DuckDB itself.

CREATE OR REPLACE MACRO trino_log2(x) AS
  CASE WHEN x > 0 THEN log2(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
    WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END;

CREATE OR REPLACE MACRO trino_log10(x) AS
  CASE WHEN x > 0 THEN log10(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
    WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END;

CREATE OR REPLACE MACRO trino_ln(x) AS
  CASE WHEN x > 0 THEN ln(x) WHEN x = 0 THEN CAST('-Infinity' AS DOUBLE)
    WHEN x < 0 THEN CAST('NaN' AS DOUBLE) END;

CREATE OR REPLACE MACRO trino_substring(s, start) AS
  CASE WHEN start = 0 OR -start > length(s) THEN '' ELSE substr(s, start) END;

CREATE OR REPLACE MACRO trino_substring_of(s, start, size) AS
  CASE WHEN start = 0 OR size <= 0 OR -start > length(s) THEN '' ELSE substr(s, start, size) END;

CREATE OR REPLACE MACRO trino_bigint(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN regexp_full_match(s, '[+-]?[0-9]+') THEN CAST(s AS BIGINT)
    ELSE CAST('INVALID_CAST_ARGUMENT: Cannot cast ' || s || ' to bigint' AS BIGINT) END;

CREATE OR REPLACE MACRO trino_date(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN regexp_full_match(trim(s), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}') THEN CAST(trim(s) AS DATE)
    ELSE CAST('INVALID_CAST_ARGUMENT: Value cannot be cast to date: ' || s AS DATE) END;

CREATE OR REPLACE MACRO trino_instant(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN s LIKE '____-__-__T%Z' THEN date_trunc('millisecond', CAST(s AS TIMESTAMP))
    WHEN s LIKE '____-__-__T%+00:00' THEN date_trunc('millisecond', CAST(s AS TIMESTAMP))
    WHEN s LIKE '____-__-__T__:__%' AND NOT regexp_matches(s, 'T.*[+-]')
      THEN date_trunc('millisecond', CAST(s AS TIMESTAMP))
    WHEN s LIKE '____-__-__' THEN CAST(CAST(s AS DATE) AS TIMESTAMP)
    WHEN s LIKE '____-__-__T%'
      THEN CAST('NOT_SUPPORTED: LocalCloud reads times in UTC only, not ' || s AS TIMESTAMP)
    ELSE CAST('INVALID_FUNCTION_ARGUMENT: Invalid format: ' || s AS TIMESTAMP) END;

CREATE OR REPLACE MACRO trino_from_unixtime(seconds) AS
  make_timestamp(CAST(round(seconds * 1000) AS BIGINT) * 1000);

CREATE OR REPLACE MACRO trino_json_scalar(document, path) AS
  CASE WHEN json_valid(document) AND json_type(document, path) NOT IN ('OBJECT', 'ARRAY', 'NULL')
    THEN json_extract_string(document, path) END;

CREATE OR REPLACE MACRO trino_element(list, i) AS
  list_extract(list,
    CASE WHEN i = 0
      THEN CAST('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1' AS BIGINT)
      ELSE i END);

CREATE OR REPLACE MACRO trino_subscript(list, i) AS
  list_extract(list,
    CASE
      WHEN i = 0 THEN CAST('INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1' AS BIGINT)
      WHEN i < 0 THEN CAST('INVALID_FUNCTION_ARGUMENT: Array subscript is negative: ' || i AS BIGINT)
      WHEN i > len(list)
        THEN CAST('INVALID_FUNCTION_ARGUMENT: Array subscript must be less than or equal to array length: '
          || i || ' > ' || len(list) AS BIGINT)
      ELSE i END);

CREATE OR REPLACE MACRO trino_slice(list, start, size) AS
  CASE WHEN start > 0 THEN list_slice(list, start, start + size - 1)
    ELSE list_slice(list, len(list) + start + 1, len(list) + start + size) END;

CREATE OR REPLACE MACRO trino_number(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN regexp_full_match(trim(s), '[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?|NaN|-?Infinity')
      THEN trim(s)
    ELSE 'INVALID_CAST_ARGUMENT: Cannot cast ' || s || ' to a number' END;

CREATE OR REPLACE MACRO trino_boolean(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN lower(s) IN ('true', 't', '1') THEN true
    WHEN lower(s) IN ('false', 'f', '0') THEN false
    ELSE CAST('INVALID_CAST_ARGUMENT: Cannot cast ' || s || ' to boolean' AS BOOLEAN) END;

CREATE OR REPLACE MACRO trino_timestamp(s) AS
  CASE WHEN s IS NULL THEN NULL
    WHEN regexp_full_match(trim(s), '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?)?')
      THEN CAST(trim(s) AS TIMESTAMP)
    ELSE CAST('INVALID_CAST_ARGUMENT: Value cannot be cast to timestamp: ' || s AS TIMESTAMP) END;

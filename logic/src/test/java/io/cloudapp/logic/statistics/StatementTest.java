package io.cloudapp.logic.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.Parameter;
import io.trino.sql.tree.Query;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatementTest {

  private final SqlParser parser = new SqlParser();

  @ParameterizedTest
  @EnumSource
  void isAQueryInTrinosSql(Statement statement) {
    assertThat(parser.createStatement(statement.sql())).isInstanceOf(Query.class);
  }

  @ParameterizedTest
  @EnumSource
  void takesWhatChangesAsParametersOnly(Statement statement) {
    assertThat(parameters(parser.createStatement(statement.sql())))
        .isEqualTo(statement.sql().chars().filter(it -> it == '?').count())
        .isPositive();
    assertThat(statement.sql()).doesNotContain("{", "%", "${");
  }

  @ParameterizedTest
  @EnumSource
  void readsOnlyThePartitionsThatMatter(Statement statement) {
    assertThat(statement.sql())
        .containsOnlyOnce("from usage_events")
        .contains("dt between ? and ?");
  }

  @Test
  void wouldNoticeAnotherDialect() {
    assertThatThrownBy(() -> parser.createStatement("select a::date from b qualify 1 = 1"))
        .isInstanceOf(ParsingException.class);
  }

  private static long parameters(Node node) {
    return Stream.concat(
            node instanceof Parameter ? Stream.of(1L) : Stream.empty(),
            node.getChildren().stream().map(StatementTest::parameters))
        .mapToLong(Long::longValue)
        .sum();
  }
}

package io.cloudapp.webapp.chart;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.webapp.chart.RankChart.Item;
import io.cloudapp.webapp.chart.RankChart.Length;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 1, 2",
    "1, 1, 2",
    "3, 3, 4",
    "7, 8, 5",
    "10, 10, 6",
    "11, 15, 4",
    "99, 100, 6",
    "101, 150, 4",
    "123456789, 150000000, 4"
  })
  void hasAnAxisOfRoundNumbersWithRoomForTheHighest(long highest, long top, int ticks) {
    var axis = Axis.upTo(highest);

    assertThat(axis.top()).isEqualTo(top);
    assertThat(axis.ticks()).hasSize(ticks).startsWith(0L);
  }

  @Test
  void stacksThePartsOfAColumnWithoutAGap() {
    var chart = columns(List.of(List.of(3L, 0L, 2L), List.of(0L, 0L, 0L)));

    var parts = chart.columns().getFirst().parts();
    assertThat(parts).extracting(ColumnChart.Part::series).containsExactly(1, 3);
    var lower = parts.getFirst();
    var upper = parts.getLast();
    assertThat(Double.parseDouble(upper.y()) + Double.parseDouble(upper.height()))
        .isEqualTo(Double.parseDouble(lower.y()));
    assertThat(chart.columns().getLast().parts()).isEmpty();
  }

  @Test
  void namesSixColumnsAtMostAndHalfOfThemOnANarrowPage() {
    var chart =
        columns(IntStream.range(0, 31).mapToObj(it -> List.of((long) it)).toList()).columns();

    assertThat(chart.stream().filter(it -> !it.label().isEmpty())).hasSizeBetween(4, 6);
    assertThat(chart.stream().filter(it -> !it.label().isEmpty() && !it.minor()))
        .hasSizeBetween(2, 3);
  }

  @Test
  void leavesRoomForTheNumberBehindTheLongestBar() {
    var chart =
        RankChart.of(
            "id",
            "title",
            "description",
            List.of(
                new Item("a".repeat(60), List.of(new Length(10, "10"))),
                new Item("b", List.of(new Length(5, "5"), new Length(0, "0")))));

    assertThat(chart.bars())
        .extracting(RankChart.Bar::width)
        .containsExactly("68.000%", "34.000%", "0.000%");
    assertThat(chart.labels().getFirst().words()).hasSize(36).endsWith("…");
    assertThat(chart.bars().getLast().y() + chart.bars().getLast().height())
        .isLessThanOrEqualTo(chart.height());
  }

  @Test
  void drawsNothingOfNothing() {
    assertThat(RankChart.of("id", "title", "", List.of()).bars()).isEmpty();
    assertThat(columns(List.of()).columns()).isEmpty();
  }

  private static ColumnChart columns(List<List<Long>> values) {
    return ColumnChart.of(
        "id",
        "title",
        "description",
        List.of("a", "b", "c"),
        values.stream().map(it -> new ColumnChart.Value("label", "words", it)).toList(),
        String::valueOf);
  }
}

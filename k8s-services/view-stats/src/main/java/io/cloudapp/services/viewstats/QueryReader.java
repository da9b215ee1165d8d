package io.cloudapp.services.viewstats;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.statistics.DateRange;
import io.cloudapp.core.statistics.InstanceUsage;
import io.cloudapp.core.statistics.Period;
import io.cloudapp.logic.statistics.StatisticsRequest;
import io.cloudapp.services.edge.Refusal;
import io.micronaut.http.HttpRequest;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads what a statistic is asked about from the query of its address, with a message per field.
 */
final class QueryReader {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern MEMBERS = Pattern.compile("[1-9][0-9]{0,3}");

  /** CloudApp has no events from before, and no price list from after. */
  private static final LocalDate EARLIEST = LocalDate.of(2020, 1, 1);

  private static final LocalDate LATEST = LocalDate.of(2099, 12, 31);
  private static final int DAYS_UNLESS_ASKED = 30;
  private static final int MEMBERS_UNLESS_ASKED = 20;
  private static final int MAXIMUM_MEMBERS = 1000;

  private final HttpRequest<?> request;
  private final List<FieldError> errors = new ArrayList<>();

  QueryReader(HttpRequest<?> request) {
    this.request = request;
  }

  /** How an answer is written. */
  enum Format {
    JSON,
    CSV
  }

  /**
   * Everything that a statistic can be asked.
   *
   * @param members how many people or configurations are listed one by one
   */
  record Asked(
      StatisticsRequest statistic, Period per, InstanceUsage.By by, int members, Format format) {

    DateRange range() {
      return statistic.range();
    }
  }

  /**
   * @param today the last day, unless another is asked for
   * @throws Refusal naming every field at fault
   */
  static Asked read(HttpRequest<?> request, LocalDate today) {
    return new QueryReader(request).readFields(today);
  }

  private Asked readFields(LocalDate today) {
    var to = date("to").orElse(today);
    var from = date("from").orElse(to.minusDays(DAYS_UNLESS_ASKED - 1L));
    var range = range(from, to);
    var asked =
        new Asked(
            new StatisticsRequest(range, truth("tests")),
            choice("per", Period.values()).orElseGet(() -> Period.of(range)),
            choice("by", InstanceUsage.By.values()).orElse(InstanceUsage.By.USER),
            members(),
            choice("format", Format.values()).orElse(Format.JSON));
    if (!errors.isEmpty()) {
      throw new Refusal(Problem.ofFields(errors));
    }
    return asked;
  }

  private DateRange range(LocalDate from, LocalDate to) {
    if (!errors.isEmpty()) {
      return new DateRange(to, to);
    }
    if (from.isAfter(to)) {
      refuse("from", "The first day is after the last one. Swap them.");
      return new DateRange(to, to);
    }
    if (!from.plusDays(DateRange.MAXIMUM_DAYS).isAfter(to)) {
      refuse("from", "Ask for at most %d days at once.".formatted(DateRange.MAXIMUM_DAYS));
      return new DateRange(to, to);
    }
    return new DateRange(from, to);
  }

  private Optional<LocalDate> date(String field) {
    return text(field)
        .flatMap(
            text -> {
              var date = DATE.matcher(text).matches() ? parse(text) : Optional.<LocalDate>empty();
              if (date.filter(it -> !it.isBefore(EARLIEST) && !it.isAfter(LATEST)).isEmpty()) {
                refuse(
                    field,
                    "Give a day of the calendar as year-month-day, from 2020 on, for example"
                        + " 2026-11-22.");
                return Optional.empty();
              }
              return date;
            });
  }

  private static Optional<LocalDate> parse(String text) {
    try {
      return Optional.of(LocalDate.parse(text));
    } catch (DateTimeParseException noSuchDay) {
      return Optional.empty();
    }
  }

  private boolean truth(String field) {
    return switch (text(field).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> {
        refuse(field, "Say true or false.");
        yield false;
      }
    };
  }

  private int members() {
    var text = text("top").orElse(String.valueOf(MEMBERS_UNLESS_ASKED));
    if (MEMBERS.matcher(text).matches() && Integer.parseInt(text) <= MAXIMUM_MEMBERS) {
      return Integer.parseInt(text);
    }
    refuse("top", "Ask for 1 to %d of them.".formatted(MAXIMUM_MEMBERS));
    return MEMBERS_UNLESS_ASKED;
  }

  private <E extends Enum<E>> Optional<E> choice(String field, E[] values) {
    var text = text(field);
    var found =
        Arrays.stream(values).filter(it -> text.filter(slug(it)::equals).isPresent()).findFirst();
    if (text.isPresent() && found.isEmpty()) {
      refuse(
          field,
          "Choose one of "
              + String.join(", ", Arrays.stream(values).map(QueryReader::slug).toList())
              + ".");
    }
    return found;
  }

  private static String slug(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /** A field that is left empty is one that was not sent, as forms have it. */
  private Optional<String> text(String field) {
    var sent = request.getParameters().getAll(field);
    if (sent.size() > 1) {
      refuse(field, "Send it once.");
      return Optional.empty();
    }
    return sent.stream().filter(text -> !text.isEmpty()).findFirst();
  }

  private void refuse(String field, String message) {
    errors.add(new FieldError(field, message));
  }
}

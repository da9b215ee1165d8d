package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.TestClock;
import io.cloudapp.logic.database.EmbeddedAurora;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class FrequentEventsTest {

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final TestClock clock = new TestClock();
  private final AuditLog log = new AuditLog(jdbi, Ids.sortable(), clock);
  private final FrequentEvents frequent = new FrequentEvents(jdbi, log, Ids.sortable(), clock);

  @Test
  void writesTheFirstAndCountsTheOthersOfTheMinute() {
    for (int number = 0; number < 5; number++) {
      frequent.record(refusal("mallory", "instance/" + number, "forbidden"));
    }

    assertThat(entries())
        .singleElement()
        .satisfies(entry -> assertThat(entry.target()).isEqualTo("instance/0"))
        .satisfies(entry -> assertThat(entry.times()).isEqualTo(5));
  }

  @Test
  void writesAgainInTheNextMinute() {
    frequent.record(refusal("mallory", "", "forbidden"));
    clock.advance(Duration.ofMinutes(1));
    frequent.record(refusal("mallory", "", "forbidden"));

    assertThat(entries()).hasSize(2).allMatch(entry -> entry.times() == 1);
  }

  @Test
  void tellsPeopleAndReasonsApart() {
    frequent.record(refusal("mallory", "", "forbidden"));
    frequent.record(refusal("eve", "", "forbidden"));
    frequent.record(refusal("eve", "", "quota-reached"));

    assertThat(entries()).hasSize(3);
  }

  @Test
  void growsNoFurtherHoweverManyNamesSomebodyMakesUp() {
    for (int number = 0; number < FrequentEvents.MAXIMUM_PER_MINUTE + 30; number++) {
      frequent.record(refusal("name-" + number, "", "authentication-error"));
    }

    assertThat(entries()).hasSize(FrequentEvents.MAXIMUM_PER_MINUTE + 1);
    assertThat(entries())
        .filteredOn(entry -> entry.actor().isEmpty())
        .singleElement()
        .satisfies(rest -> assertThat(rest.times()).isEqualTo(30))
        .satisfies(rest -> assertThat(rest.detail()).contains("the rest is only counted"));
  }

  @Test
  void countsThoseOfOneMomentTogether() {
    try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int number = 0; number < 20; number++) {
        people.submit(() -> frequent.record(refusal("mallory", "", "forbidden")));
      }
    }

    assertThat(entries()).singleElement().extracting(AuditEntry::times).isEqualTo(20);
  }

  @Test
  void takesAnythingForAName() {
    frequent.record(refusal("x".repeat(100_000) + "\0", "", "authentication-error"));

    assertThat(entries()).singleElement().extracting(AuditEntry::actor).asString().hasSize(1000);
  }

  private List<AuditEntry> entries() {
    return new ListAudit(jdbi, frequent).list(AuditQuery.all(), Optional.empty(), 1000).items();
  }

  private static AuditEvent refusal(String name, String target, String why) {
    return AuditEvent.refused(
        new Caller("", name, Role.USER, ""), AuditAction.REQUEST_REFUSED, target, why);
  }
}

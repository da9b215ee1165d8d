package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.TestClock;
import io.cloudapp.logic.database.EmbeddedAurora;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ListAuditTest {

  private static final Caller ADA = caller("ada");
  private static final Caller BOB = caller("bob");

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final TestClock clock = new TestClock();
  private final AuditLog log = new AuditLog(jdbi, Ids.sortable(), clock);
  private final ListAudit list =
      new ListAudit(jdbi, new FrequentEvents(jdbi, log, Ids.sortable(), clock));

  @BeforeEach
  void record() {
    record(AuditEvent.done(ADA, AuditAction.CONFIGURATION_CREATED, "configuration/nginx", "v1"));
    record(AuditEvent.done(BOB, AuditAction.PROVISION_REQUESTED, "configuration/nginx", ""));
    record(AuditEvent.refused(BOB, AuditAction.LOGIN_REVEALED, "instance/01k2", "not-found"));
    record(AuditEvent.done(ADA, AuditAction.LOGIN_REVEALED, "instance/01k2", ""));
  }

  @Test
  void showsTheNewestFirst() {
    assertThat(list(Map.of()))
        .extracting(AuditEntry::action)
        .containsExactly(
            AuditAction.LOGIN_REVEALED,
            AuditAction.LOGIN_REVEALED,
            AuditAction.PROVISION_REQUESTED,
            AuditAction.CONFIGURATION_CREATED);
    assertThat(list(Map.of()).getFirst())
        .isEqualTo(
            new AuditEntry(
                list(Map.of()).getFirst().id(),
                clock.instant().minusSeconds(60),
                "id-ada",
                "ada",
                AuditAction.LOGIN_REVEALED,
                AuditOutcome.DONE,
                "instance/01k2",
                "",
                "203.0.113.9",
                1));
  }

  @Test
  void narrowsByEachFilterAndAllTogether() {
    assertThat(list(Map.of("actor", "bob"))).hasSize(2);
    assertThat(list(Map.of("action", "login-revealed"))).hasSize(2);
    assertThat(list(Map.of("outcome", "refused"))).hasSize(1);
    assertThat(list(Map.of("target", "configuration/nginx"))).hasSize(2);
    assertThat(list(Map.of("target", "01k2"))).hasSize(2);
    assertThat(list(Map.of("target", "instance/nginx"))).isEmpty();
    assertThat(list(Map.of("actor", "bob", "action", "login-revealed", "outcome", "refused")))
        .hasSize(1);
    assertThat(list(Map.of("actor", "bob", "outcome", "done", "target", "01k2"))).isEmpty();
    assertThat(list(Map.of("actor", "' or true --"))).isEmpty();
  }

  @Test
  void countsTheBeginningInAndTheEndOut() {
    var second = list(Map.of()).get(2).at().toString();
    var third = list(Map.of()).get(1).at().toString();

    assertThat(list(Map.of("from", second, "to", third)))
        .extracting(AuditEntry::action)
        .containsExactly(AuditAction.PROVISION_REQUESTED);
  }

  @Test
  void leavesNoEntryOutBetweenThePagesAlsoOfOneMoment() {
    for (int number = 0; number < 7; number++) {
      log.record(AuditEvent.done(ADA, AuditAction.QUOTA_CHANGED, "user/" + number, ""));
    }

    var seen = new ArrayList<String>();
    Optional<String> after = Optional.empty();
    do {
      var page = list.list(AuditQuery.all(), after, 3);
      page.items().forEach(entry -> seen.add(entry.id()));
      after = page.next();
    } while (after.isPresent());

    assertThat(seen).hasSize(11).doesNotHaveDuplicates();
  }

  @Test
  void findsNothingAfterAnEntryThatIsNot() {
    assertThat(list.list(AuditQuery.all(), Optional.of("unknown\0' or true --"), 5).items())
        .isEmpty();
  }

  @Test
  void writesDownThatSomebodyTookTheLogAlongAndOnlyOnceForItsPages() {
    var first = list.export(ADA, AuditQuery.all(), Optional.empty());
    list.export(ADA, AuditQuery.all(), Optional.of(first.items().getLast().id()));

    assertThat(list(Map.of("action", "audit-exported")))
        .singleElement()
        .satisfies(entry -> assertThat(entry.actor()).isEqualTo("ada"))
        .satisfies(entry -> assertThat(entry.detail()).isEqualTo("all"))
        .satisfies(entry -> assertThat(entry.times()).isEqualTo(2));
  }

  private void record(AuditEvent event) {
    log.record(event);
    clock.advance(Duration.ofMinutes(1));
  }

  private List<AuditEntry> list(Map<String, String> filters) {
    var query = AuditQuery.read(name -> Optional.ofNullable(filters.get(name)));
    return list.list(((AuditQuery.Reading.Good) query).query(), Optional.empty(), 50).items();
  }

  private static Caller caller(String name) {
    return new Caller("id-" + name, name, Role.ADMIN, "s", Set.of(), "203.0.113.9");
  }
}

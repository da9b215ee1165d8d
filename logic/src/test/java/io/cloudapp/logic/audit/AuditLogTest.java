package io.cloudapp.logic.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.Ids;
import io.cloudapp.logic.database.EmbeddedAurora;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {

  private static final Caller ADA =
      new Caller("u-ada", "ada", Role.ADMIN, "s1", Set.of("admins"), "203.0.113.9");

  private final Jdbi jdbi = EmbeddedAurora.fresh();
  private final AuditLog log =
      new AuditLog(
          jdbi, Ids.sortable(), Clock.fixed(Instant.parse("2026-03-04T05:06:07Z"), ZoneOffset.UTC));

  @Test
  void keepsWhoDidWhatFromWhere() {
    log.record(
        AuditEvent.done(ADA, AuditAction.CONFIGURATION_DELETED, "configuration/nginx", "gone"));

    assertThat(lines())
        .containsExactly("ada CONFIGURATION_DELETED DONE configuration/nginx 203.0.113.9");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit_events set actor = 'somebody else'",
        "delete from audit_events",
        "truncate audit_events"
      })
  void letsNobodyRewriteIt(String sql) {
    log.record(AuditEvent.done(ADA, AuditAction.QUOTA_CHANGED, "user/bob", "5"));

    assertThatThrownBy(() -> jdbi.useHandle(handle -> handle.execute(sql)))
        .hasMessageContaining("The audit log is append-only");

    assertThat(lines()).hasSize(1);
  }

  @Test
  void forgetsWhatItsTransactionTakesBack() {
    assertThatThrownBy(
            () ->
                jdbi.useTransaction(
                    transaction -> {
                      log.record(
                          transaction,
                          AuditEvent.done(ADA, AuditAction.QUOTA_CHANGED, "user/bob", "5"));
                      throw new IllegalStateException("the change failed");
                    }))
        .hasMessage("the change failed");

    assertThat(lines()).isEmpty();
  }

  @Test
  void cutsWhatIsLongAndDropsWhatTheDatabaseCannotKeep() {
    log.record(
        AuditEvent.bySystem(
            AuditAction.REQUEST_REFUSED, AuditOutcome.REFUSED, "a\0b", "x".repeat(5000)));

    assertThat(lines()).containsExactly("CloudApp REQUEST_REFUSED REFUSED ab ");
    int length =
        jdbi.withHandle(
            handle ->
                handle
                    .createQuery("select length(detail) from audit_events")
                    .mapTo(Integer.class)
                    .one());
    assertThat(length).isEqualTo(1000);
  }

  private List<String> lines() {
    return jdbi.withHandle(
        handle ->
            handle
                .createQuery(
                    "select concat_ws(' ', actor, action, outcome, target, address)"
                        + " from audit_events order by id")
                .mapTo(String.class)
                .list());
  }
}

package io.cloudapp.logic.people;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.aws.Unavailable;
import io.cloudapp.logic.login.Accounts;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Tells the directory what is decided about a user.
 *
 * <p>The decision is written first and holds for the API from then on; the directory hears of all
 * of it as often as is needed, so a crash or an outage in between loses nothing.
 */
@Singleton
final class SettleAccount {

  private static final Logger LOG = LoggerFactory.getLogger(SettleAccount.class);

  /** More than that many changes while one is being told can wait for reconcile. */
  private static final int ROUNDS = 3;

  private final Jdbi jdbi;
  private final AccountStore store;
  private final Accounts accounts;
  private final AuditLog audit;
  private final Clock clock;

  SettleAccount(Jdbi jdbi, AccountStore store, Accounts accounts, AuditLog audit, Clock clock) {
    this.jdbi = jdbi;
    this.store = store;
    this.accounts = accounts;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Tells the directory once, for a request that waits.
   *
   * @param attempted what the audit log says of it so far
   * @return false when the directory did not take it; reconcile tries again
   */
  boolean settle(String id, List<AuditEvent> attempted) {
    for (int round = 0; round < ROUNDS; round++) {
      var account = jdbi.withHandle(handle -> store.find(handle, id)).orElseThrow();
      if (!account.directoryDue()) {
        return true;
      }
      if (!tell(account, attempted)) {
        return false;
      }
      if (isWritten(account, attempted)) {
        return true;
      }
      // Decided otherwise meanwhile: the later decision must be the last that is told.
    }
    return false;
  }

  /** Tells the directory again what it did not take, or what nobody knows whether it took. */
  boolean settleAgain(AccountRow account) {
    return settle(
        account.id(),
        List.of(
            AuditEvent.bySystem(
                AuditAction.USER_CHANGED,
                AuditOutcome.ATTEMPTED,
                account.target(),
                "The directory was told again.")));
  }

  private boolean tell(AccountRow account, List<AuditEvent> attempted) {
    try {
      if (account.secondFactorResetDue()) {
        accounts.resetSecondFactor(account.id());
        accounts.signOutEverywhere(account.id());
      }
      accounts.setAdmin(account.id(), account.role() == Role.ADMIN && account.isEnabled());
      accounts.setEnabled(account.id(), account.isEnabled());
      return true;
    } catch (Unavailable | SdkException notTaken) {
      LOG.warn("The directory did not take the changes of {}", account.id(), notTaken);
      attempted.forEach(
          event ->
              audit.record(
                  event.with(
                      AuditOutcome.FAILED,
                      event.detail()
                          + " The directory did not take it yet and is told again; CloudApp itself"
                          + " follows it already.")));
      return false;
    }
  }

  private boolean isWritten(AccountRow account, List<AuditEvent> attempted) {
    return jdbi.inTransaction(
        handle -> {
          if (!store.settle(handle, account, clock.instant())) {
            return false;
          }
          attempted.forEach(
              event -> audit.record(handle, event.with(AuditOutcome.DONE, event.detail())));
          return true;
        });
  }
}

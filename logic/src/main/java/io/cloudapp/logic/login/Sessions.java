package io.cloudapp.logic.login;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.core.user.Caller;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jdbi.v3.core.Jdbi;

/** Prolongs and ends sign-ins. */
@Singleton
public final class Sessions {

  private final Jdbi jdbi;
  private final Directory directory;
  private final EndedSessions endedSessions;
  private final AuditLog audit;

  Sessions(Jdbi jdbi, Directory directory, EndedSessions endedSessions, AuditLog audit) {
    this.jdbi = jdbi;
    this.directory = directory;
    this.endedSessions = endedSessions;
    this.audit = audit;
  }

  /** New tokens of the web client; empty when the refresh token is not good (any more). */
  public Optional<Tokens> refresh(String refreshToken) {
    return directory.refresh(refreshToken).filter(tokens -> isOpen(tokens, refreshToken));
  }

  /** A sign-out that did not bring the refresh token along leaves it good at the directory. */
  private boolean isOpen(Tokens tokens, String refreshToken) {
    var isEnded = tokens.sessionId().filter(endedSessions::contains).isPresent();
    if (isEnded) {
      directory.revoke(refreshToken);
    }
    return !isEnded;
  }

  /** The session ends here first: should the directory not answer, its tokens are dead already. */
  public void end(Caller caller, Optional<String> refreshToken) {
    jdbi.useTransaction(
        transaction -> {
          endedSessions.add(transaction, caller.sessionId(), TokenLifetimes.SESSION);
          audit.record(
              transaction,
              AuditEvent.done(
                  caller, AuditAction.SIGNED_OUT, "user/" + caller.username(), "signed out"));
        });
    refreshToken.ifPresent(directory::revoke);
  }
}

package io.cloudapp.logic.login;

import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Prolongs and ends sign-ins. */
@Singleton
public final class Sessions {

  private final Directory directory;
  private final EndedSessions endedSessions;

  Sessions(Directory directory, EndedSessions endedSessions) {
    this.directory = directory;
    this.endedSessions = endedSessions;
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
    endedSessions.add(caller.sessionId(), TokenLifetimes.SESSION);
    refreshToken.ifPresent(directory::revoke);
  }
}

package io.cloudapp.logic.login;

import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.login.SignIn;
import io.cloudapp.logic.audit.AuditEvent;
import io.cloudapp.logic.audit.AuditLog;
import io.cloudapp.logic.audit.FrequentEvents;
import io.cloudapp.logic.login.SignInOutcome.Authenticated;
import io.cloudapp.logic.login.SignInOutcome.Challenged;
import io.cloudapp.logic.login.SignInOutcome.Declined;
import io.cloudapp.logic.login.SignInOutcome.Refused;
import jakarta.inject.Singleton;
import java.util.Locale;

/** Writes down who signed in and who tried to, whichever directory they are in. */
@Singleton
final class SignInLog {

  private final AuditLog audit;
  private final FrequentEvents frequent;

  SignInLog(AuditLog audit, FrequentEvents frequent) {
    this.audit = audit;
    this.frequent = frequent;
  }

  /** Before anyone is told: nobody has tokens without an entry. */
  void note(SignIn signIn, String address, SignInOutcome outcome) {
    switch (outcome) {
      case Authenticated(Tokens tokens) ->
          audit.record(
              event(tokens.userId().orElse(""), signIn, address, AuditOutcome.DONE, "signed in"));
      case Refused() ->
          frequent.record(event("", signIn, address, AuditOutcome.REFUSED, "not the credentials"));
      case Declined(var problem) ->
          frequent.record(
              event(
                  "",
                  signIn,
                  address,
                  AuditOutcome.REFUSED,
                  ProblemType.of(problem.type()).map(ProblemType::slug).orElse("declined")));
      // The sign-in has not ended; what comes next has.
      case Challenged(var _) -> {}
    }
  }

  private static AuditEvent event(
      String userId, SignIn signIn, String address, AuditOutcome outcome, String what) {
    var client = signIn.client().name().toLowerCase(Locale.ROOT);
    return new AuditEvent(
        userId,
        signIn.username(),
        address,
        AuditAction.SIGNED_IN,
        outcome,
        "user/" + signIn.username(),
        "%s, client %s".formatted(what, client));
  }
}

package io.cloudapp.logic.audit;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.core.user.Caller;
import jakarta.inject.Singleton;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what the API refused somebody: the one place for the edges of functions and services.
 */
@Singleton
public final class Refusals {

  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** The others are slips: a field that is wrong, a thing that changed meanwhile. */
  private static final Set<ProblemType> TOLD =
      Set.of(
          ProblemType.FORBIDDEN,
          ProblemType.SECOND_FACTOR_NEEDED,
          ProblemType.UNAUTHENTICATED,
          ProblemType.QUOTA_REACHED,
          ProblemType.IDEMPOTENCY_KEY_REUSED);

  private static final Set<ProblemType> TOLD_OF_LOGINS =
      Set.of(
          ProblemType.LOGIN_REVEALED,
          ProblemType.INSTANCE_ENDED,
          ProblemType.INSTANCE_NOT_READY,
          ProblemType.TRY_LATER);

  private final Jdbi jdbi;
  private final FrequentEvents frequent;

  Refusals(Jdbi jdbi, FrequentEvents frequent) {
    this.jdbi = jdbi;
    this.frequent = frequent;
  }

  /**
   * Notes a refusal if it is worth it. The answer does not depend on that: what cannot be written
   * down is refused all the same.
   *
   * @param caller who was refused
   * @param target the kind and id of what they wanted, for example {@code instance/01K2…}; may be
   *     empty
   */
  public void note(Caller caller, Route route, String target, Problem problem) {
    ProblemType.of(problem.type()).ifPresent(type -> note(caller, route, target, type));
  }

  private void note(Caller caller, Route route, String target, ProblemType type) {
    try {
      if (isTold(route, target, type)) {
        var detail = "%s: %s".formatted(route.routeKey(), type.slug());
        frequent.record(
            AuditEvent.of(caller, action(route, target), AuditOutcome.REFUSED, target, detail));
      }
    } catch (RuntimeException unwritten) {
      LOG.error(
          "{} of {} was refused with {} and not written down",
          route,
          caller.userId(),
          type,
          unwritten);
    }
  }

  private boolean isTold(Route route, String target, ProblemType type) {
    return TOLD.contains(type)
        || route == Route.REVEAL_LOGIN && TOLD_OF_LOGINS.contains(type)
        || type == ProblemType.NOT_FOUND && exists(target);
  }

  /** A stranger's id gives the same answer as one that is none; here the two differ. */
  private boolean exists(String target) {
    var id = target.substring(target.indexOf('/') + 1);
    return !id.isEmpty()
        && jdbi.withHandle(
            handle ->
                handle
                    .createQuery(
                        "select exists (select from instances where id = :id)"
                            + " or exists (select from executions where id = :id)")
                    .bind("id", id.replace("\0", ""))
                    .mapTo(Boolean.class)
                    .one());
  }

  private static AuditAction action(Route route, String target) {
    return switch (route) {
      case REVEAL_LOGIN -> AuditAction.LOGIN_REVEALED;
      case SUBMIT_REQUEST ->
          target.startsWith("instance/")
              ? AuditAction.STOP_REQUESTED
              : AuditAction.PROVISION_REQUESTED;
      default -> AuditAction.REQUEST_REFUSED;
    };
  }
}

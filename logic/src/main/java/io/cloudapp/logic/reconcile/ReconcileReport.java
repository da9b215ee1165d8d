package io.cloudapp.logic.reconcile;

import io.cloudapp.core.health.ReconcileRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one run saw and did.
 *
 * @param outcome whether it ran through
 * @param run the number of the run, counted from 1; 0 when it did not begin
 * @param ec2Instances how many instances of ours EC2 has
 * @param rows how many instances the database thinks are there
 */
public record ReconcileReport(
    Outcome outcome,
    long run,
    int ec2Instances,
    int rows,
    List<Action> actions,
    List<String> alarms) {

  public ReconcileReport {
    actions = List.copyOf(actions);
    alarms = List.copyOf(alarms);
  }

  int count(Kind kind) {
    return (int) actions.stream().filter(action -> action.kind() == kind).count();
  }

  /** How the run went. */
  public enum Outcome {
    DONE,
    /** Another run is under way. */
    NOT_LEADER,
    /** The database cannot be trusted, so nothing was ended. */
    UNTRUSTED,
    /** It broke off; the next one begins anew. */
    FAILED
  }

  /** For the history, in words that are those of URLs and message bundles. */
  ReconcileRun asRun(Instant startedAt, Instant finishedAt) {
    return new ReconcileRun(
        startedAt,
        finishedAt,
        slug(outcome),
        ec2Instances,
        rows,
        actions.stream().map(it -> new ReconcileRun.Action(slug(it.kind()), it.id())).toList(),
        alarms);
  }

  private static String slug(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Something done to an execution, an instance or an EC2 instance of that id. */
  public record Action(Kind kind, String id) {}

  /** What was done. */
  public enum Kind {
    WORKFLOW_STARTED,
    EXECUTION_SUCCEEDED,
    EXECUTION_FAILED,
    LAUNCH_UNDONE,
    STOP_FINISHED,
    FOUND_GONE,
    EXPIRED,
    SCHEDULED,
    TAG_CORRECTED,
    OWNER_TOLD,
    DISPOSED,
    KEYS_DELETED,
    ORPHAN_SEEN,
    ORPHAN_ENDED,
    USER_FINISHED,
    USERS_LEARNT,
    /** It did not work now and is tried again in the next run. */
    DEFERRED
  }

  /** Collects what a run does. */
  static final class Log {

    private static final Logger LOG = LoggerFactory.getLogger(Reconcile.class);
    private static final int MAXIMUM_KILLS = 10;

    private final List<Action> actions = new ArrayList<>();
    private final List<String> alarms = new ArrayList<>();
    private int kills;

    void add(Kind kind, String id) {
      actions.add(new Action(kind, id));
    }

    /** Does the work on one thing; what fails there is noted and leaves the others their turn. */
    void attempt(String id, Runnable work) {
      try {
        work.run();
      } catch (RuntimeException failure) {
        LOG.warn("Reconcile could not deal with {} now", id, failure);
        add(Kind.DEFERRED, id);
      }
    }

    /**
     * Ends an instance that nobody asked to end. A run does so only a few times, whichever rule
     * finds them: should our picture be wrong, an admin has time to see it.
     */
    void attemptKill(String id, Runnable work) {
      if (kills == MAXIMUM_KILLS) {
        add(Kind.DEFERRED, id);
        return;
      }
      kills++;
      attempt(id, work);
    }

    void alarm(String message) {
      alarms.add(message);
    }

    List<String> alarms() {
      return alarms;
    }

    ReconcileReport report(Outcome outcome, long run, int ec2Instances, int rows) {
      return new ReconcileReport(outcome, run, ec2Instances, rows, actions, alarms);
    }
  }
}

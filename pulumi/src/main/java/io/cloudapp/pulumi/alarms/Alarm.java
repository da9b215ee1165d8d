package io.cloudapp.pulumi.alarms;

import java.util.Locale;

/** What somebody is called for; {@code docs/run-book.md} has a section for each. */
public enum Alarm {
  CLICK_TO_USABLE_SLOW("People wait longer for an instance than two minutes"),
  EXECUTIONS_FAILED("Workflow executions fail"),
  EXECUTIONS_TIMED_OUT("Step Functions ended executions that could not end themselves"),
  EXECUTIONS_THROTTLED("Step Functions starts executions later than asked for"),
  ORPHANS("Instances run that belong to nobody"),
  RECONCILE_SILENT("Reconcile has not run through for ten minutes"),
  DEAD_LETTERS("Messages were given up and set aside"),
  STATUSES_LATE("Statuses wait longer than five minutes to be recorded"),
  FUNCTION_ERRORS("A function breaks off"),
  FUNCTION_THROTTLES("A function is called more often than it may run at once"),
  API_ERRORS("The API answers with errors of its own"),
  WEB_ERRORS("The pages answer with errors"),
  WEB_UNHEALTHY("A task of the web app does not answer its health check"),
  WEB_DOWN("No task of the web app is healthy"),
  WEB_SLOW("Pages take longer than their longest wait for news"),
  DATABASE_AT_MAXIMUM("The database has grown to its largest size"),
  DATABASE_CONNECTIONS("The database is running out of connections"),
  BUDGET("The month costs more than planned");

  private final String meaning;

  Alarm(String meaning) {
    this.meaning = meaning;
  }

  /** The run book's section, for example {@code executions-failed}. */
  public String section() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What has happened when it rings, without a full stop. */
  public String meaning() {
    return meaning;
  }

  /** What the notice says, so that whoever is woken up knows where to look. */
  String description() {
    return "%s. What to do: docs/run-book.md#%s".formatted(meaning, section());
  }
}

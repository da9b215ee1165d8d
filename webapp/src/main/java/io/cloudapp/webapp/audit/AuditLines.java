package io.cloudapp.webapp.audit;

import io.cloudapp.core.audit.AuditAction;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.audit.AuditOutcome;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Moments;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Puts the audit log into words. */
@Singleton
class AuditLines {

  private final Moments moments;
  private final Texts texts;

  AuditLines(Moments moments, Texts texts) {
    this.moments = moments;
    this.texts = texts;
  }

  AuditLine of(AuditEntry entry) {
    return new AuditLine(
        moments.of(entry.at()),
        entry.actor(),
        words(entry.action()),
        tone(entry.outcome()),
        words(entry.outcome()),
        entry.target(),
        entry.detail(),
        entry.address(),
        entry.times() > 1 ? texts.of("audit.times", entry.times()) : "");
  }

  /** Every action in the order of its words, after the choice of none. */
  List<Choice> actions() {
    var choices =
        Arrays.stream(AuditAction.values())
            .map(action -> new Choice(action.slug(), words(action)))
            .sorted(Comparator.comparing(Choice::words));
    return Stream.concat(Stream.of(any()), choices).toList();
  }

  List<Choice> outcomes() {
    var choices =
        Arrays.stream(AuditOutcome.values())
            .map(outcome -> new Choice(outcome.slug(), words(outcome)));
    return Stream.concat(Stream.of(any()), choices).toList();
  }

  private Choice any() {
    return new Choice("", texts.of("audit.any"));
  }

  private String words(AuditAction action) {
    // An action that this page does not know yet is shown by its name.
    return texts
        .find("audit.action." + action.slug())
        .orElseGet(() -> action.slug().replace('-', ' '));
  }

  private String words(AuditOutcome outcome) {
    return texts.of("audit.outcome." + outcome.slug());
  }

  private static String tone(AuditOutcome outcome) {
    return switch (outcome) {
      case DONE -> "good";
      case REFUSED, FAILED -> "bad";
      case ATTEMPTED -> "warn";
    };
  }
}

package io.cloudapp.webapp.health;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * The health report as its page shows it. A list of one part holds it; an empty one says that it
 * could not be read.
 *
 * @param tone {@code good}, {@code warn} or {@code bad}
 * @param summary the whole report in a sentence
 */
public record HealthView(
    String tone,
    String summary,
    Moment at,
    List<Line> dependencies,
    List<List<Line>> schedules,
    List<ReconcilerView> reconciler,
    List<OrphansView> orphans,
    List<QueueView> queue,
    List<DeadLettersView> deadLetters,
    List<BacklogView> backlog) {

  /** Something with a tone and words. */
  public record Line(String name, String tone, String words) {}

  /**
   * @param alarms what needs a person
   */
  public record ReconcilerView(List<RunView> last, List<String> alarms, List<RunView> notable) {}

  /**
   * @param did what was done, each kind with the things it was done to
   */
  public record RunView(Moment at, String tone, String outcome, String saw, List<DidView> did) {}

  /** Things to which the same was done. */
  public record DidView(String what, List<String> ids) {}

  public record OrphansView(String words, List<OrphanView> items) {}

  public record OrphanView(
      String ec2InstanceId,
      String type,
      String configuration,
      String owner,
      Moment launched,
      Moment firstSeen,
      String perDay) {}

  public record QueueView(String tone, String words, String delay) {}

  public record DeadLettersView(
      String tone, String words, int waiting, boolean moving, List<LetterView> items) {}

  /**
   * @param executionId empty when the message is no status
   */
  public record LetterView(Moment sent, int receives, String executionId, String text) {}

  public record BacklogView(String tone, String words, List<OldestView> oldest) {}

  public record OldestView(String id, String title, Moment requested, Moment deadline) {}
}

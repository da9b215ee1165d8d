package io.cloudapp.webapp.inspector;

import io.cloudapp.webapp.page.Moment;
import java.util.List;

/**
 * One run of the workflow as the page shows it.
 *
 * @param number counted from 1
 * @param duration from its first record to its last
 * @param error with which it ended, as Step Functions names it; empty unless it failed
 * @param cause as Step Functions gives it
 * @param graph none while the definition is not known
 * @param events those of the part of the list that the page shows
 */
public record RunView(
    int number,
    String arn,
    RunOutcome outcome,
    boolean interleaved,
    Moment started,
    String duration,
    String error,
    String cause,
    List<GraphPicture> graph,
    TimeChart chart,
    EventList events) {

  public RunView {
    graph = List.copyOf(graph);
  }

  /**
   * A part of the events.
   *
   * @param next id of the first event of the next part; 0 when there is none
   * @param previous id of the first event of the part before; 0 when there is none
   */
  public record EventList(List<EventView> items, int all, long next, long previous) {
    public EventList {
      items = List.copyOf(items);
    }
  }
}

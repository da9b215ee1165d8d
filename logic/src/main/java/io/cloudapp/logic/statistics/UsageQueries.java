package io.cloudapp.logic.statistics;

import io.cloudapp.logic.statistics.Statement.Query;
import java.util.List;

/** Asks questions about the usage events. */
interface UsageQueries {

  /** Returns within the time that a reader waits. */
  Answer ask(Query query);

  /** What became of a question. */
  sealed interface Answer {

    /** It was answered. */
    record Given(List<Row> rows) implements Answer {
      public Given {
        rows = List.copyOf(rows);
      }
    }

    /** Not in time; whoever asks again later gets the answer to the same question. */
    record Late() implements Answer {}

    /** Not at all; the log says why. */
    record Failed() implements Answer {}
  }
}

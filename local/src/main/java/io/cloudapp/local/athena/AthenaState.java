package io.cloudapp.local.athena;

import java.util.List;

/** What Athena remembers between two starts; queries and their results are not among it. */
public record AthenaState(List<WorkGroup> workGroups) {

  public AthenaState {
    workGroups = List.copyOf(workGroups);
  }
}

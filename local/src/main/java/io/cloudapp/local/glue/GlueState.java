package io.cloudapp.local.glue;

import java.util.List;

/** What Glue remembers between two starts. */
public record GlueState(List<GlueDatabase> databases, List<GlueTable> tables) {

  public GlueState {
    databases = List.copyOf(databases);
    tables = List.copyOf(tables);
  }
}

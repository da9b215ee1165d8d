package io.cloudapp.local.ssm;

import java.util.List;

/** The parameters that Parameter Store remembers between two starts. */
public record SsmState(List<Parameter> parameters) {

  public SsmState {
    parameters = List.copyOf(parameters);
  }
}

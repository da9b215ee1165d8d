package io.cloudapp.logic.configuration;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.LaunchPreview;
import java.util.List;

/** What only a launch can say of a configuration, without launching anything. */
public interface LaunchRehearsal {

  /**
   * One message for each field with which no launch could succeed.
   *
   * @throws io.cloudapp.logic.aws.Unavailable when AWS cannot be asked
   */
  List<FieldError> check(Configuration configuration);

  LaunchPreview preview(Configuration configuration);
}

package io.cloudapp.core.function;

import java.time.Duration;
import java.util.Locale;

/** The function catalogue: what Pulumi, the SAM template and LocalCloud know of each function. */
public enum CloudFunction {
  START_SESSION(512, 29),
  AUTHENTICATE(1024, 10),
  AUTH(1024, 5),
  REFRESH_SESSION(1024, 10),
  END_SESSION(512, 10),
  MANAGE_PROFILE(512, 10),
  MANAGE_USERS(1024, 29),
  SUBMIT_REQUEST(1024, 10),
  CLAIM_REQUEST(512, 10),
  RECORD_STATUS(512, 20),
  EXECUTION_STATUS(512, 29),
  LIST_EXECUTIONS(512, 10),
  EXECUTION_HISTORY(1024, 29),
  REVEAL_LOGIN(1024, 15),
  STOP_EC2(1024, 20),
  LIST_AUDIT(512, 10),
  REPORT_HEALTH(1024, 15),
  RECONCILE(1024, 120),
  PREPARE_INSTALLATION(1024, 300);

  private final int memoryMegabytes;
  private final Duration timeout;

  CloudFunction(int memoryMegabytes, int timeoutSeconds) {
    this.memoryMegabytes = memoryMegabytes;
    this.timeout = Duration.ofSeconds(timeoutSeconds);
  }

  /** The name on AWS and of the template's resource, for example {@code SubmitRequest}. */
  public String functionName() {
    var name = new StringBuilder();
    for (var word : name().toLowerCase(Locale.ROOT).split("_")) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.toString();
  }

  /** The class that Lambda calls. */
  public String handler() {
    return "io.cloudapp.functions.%s.%sHandler"
        .formatted(functionName().toLowerCase(Locale.ROOT), functionName());
  }

  public int memoryMegabytes() {
    return memoryMegabytes;
  }

  public Duration timeout() {
    return timeout;
  }
}

package io.cloudapp.functions.executionstatus;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.ProblemType;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.execution.ReadExecution;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * {@code GET /executions/{id}[?wait=s][&since=version]}: one execution, at its next change.
 *
 * <p>The version is the answer's {@code etag}; who sends it along misses no change between two
 * requests.
 */
public final class ExecutionStatusHandler extends HttpFunction {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  @Inject ReadExecution readExecution;

  public ExecutionStatusHandler() {}

  public ExecutionStatusHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    var wait = request.queryParameter("wait").orElse("0");
    if (!NUMBER.matcher(wait).matches()) {
      return Answer.of(Problem.ofField("wait", "Send the seconds to wait, 0 to 20."));
    }
    var since =
        request
            .queryParameter("since")
            .map(version -> version.replace("\"", ""))
            .filter(version -> NUMBER.matcher(version).matches())
            .map(version -> OptionalLong.of(Long.parseLong(version)))
            .orElse(OptionalLong.empty());
    return readExecution
        .read(
            request.person(),
            request.pathParameter("id"),
            Duration.ofSeconds(Long.parseLong(wait)),
            since)
        .map(
            read -> new Answer(200, Map.of("etag", "\"" + read.version() + "\""), read.execution()))
        .orElseGet(
            () -> Answer.of(Problem.of(ProblemType.NOT_FOUND, "There is no such execution.")));
  }
}

package io.cloudapp.local.sqs;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/** A function's answer to a batch, read as {@code ReportBatchItemFailures} has it. */
final class BatchAnswer {

  private static final JsonMapper JSON = new JsonMapper();

  private BatchAnswer() {}

  /**
   * The ids that have to come back. Lambda takes an answer that names an item it did not send, or
   * that is no JSON, for the failure of the whole batch.
   */
  static Set<String> failed(Set<String> sent, byte[] answer) {
    try {
      var tree = JSON.readTree(answer);
      var failures = tree.path("batchItemFailures");
      if (tree.isMissingNode() || failures.isMissingNode() || failures.isNull()) {
        return Set.of();
      }
      var ids = new HashSet<String>();
      failures.forEach(failure -> ids.add(failure.path("itemIdentifier").asText("")));
      return sent.containsAll(ids) ? Set.copyOf(ids) : sent;
    } catch (IOException notJson) {
      return sent;
    }
  }
}

package io.cloudapp.functions.recordstatus;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import io.cloudapp.logic.execution.RecordStatus;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Records the statuses of the login queue; a message that fails fails alone. */
public final class RecordStatusHandler extends MicronautRequestHandler<SQSEvent, SQSBatchResponse> {

  private static final Logger LOG = LoggerFactory.getLogger(RecordStatusHandler.class);

  @Inject RecordStatus recordStatus;

  public RecordStatusHandler() {}

  public RecordStatusHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  public SQSBatchResponse execute(SQSEvent event) {
    var failures =
        event.getRecords().stream()
            .filter(message -> !isRecorded(message))
            .map(message -> new BatchItemFailure(message.getMessageId()))
            .toList();
    return new SQSBatchResponse(failures);
  }

  /** What cannot be recorded goes back to the queue, and in the end to its dead letters. */
  private boolean isRecorded(SQSMessage message) {
    try {
      var outcome = recordStatus.record(message.getBody());
      return switch (outcome) {
        case RECORDED, ALREADY_RECORDED -> true;
        case UNKNOWN_EXECUTION, MALFORMED -> {
          LOG.warn("Message {} cannot be recorded: {}", message.getMessageId(), outcome);
          yield false;
        }
      };
    } catch (JdbiException unrecorded) {
      LOG.warn("Message {} was not recorded", message.getMessageId(), unrecorded);
      return false;
    }
  }
}

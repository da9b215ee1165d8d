package io.cloudapp.functions.reconcile;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.reconcile.Reconcile;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.Map;

/** Brings executions, instances and EC2 together; called by the scheduler once a minute. */
public final class ReconcileHandler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  @Inject Reconcile reconcile;

  public ReconcileHandler() {}

  public ReconcileHandler(ApplicationContext context) {
    super(context);
  }

  /** From any event to the report of what the run saw and did. */
  @Override
  public Map<String, Object> execute(Map<String, Object> event) {
    return Json.mapper().convertValue(reconcile.run(), OBJECT);
  }
}

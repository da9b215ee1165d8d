package io.cloudapp.tests.cloud;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One LocalCloud for all tests of a run, handed to them as a {@link RunningCloud}; faults that a
 * test injected are gone after it.
 */
public final class SharedCloud implements ParameterResolver, AfterEachCallback {

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == RunningCloud.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return of(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    of(context).calm();
  }

  /** The one of this run, for other extensions. */
  public static RunningCloud of(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedCloud.class))
        .getOrComputeIfAbsent(RunningCloud.class, _ -> RunningCloud.start(), RunningCloud.class);
  }
}

package io.cloudapp.tests.browser;

import io.cloudapp.tests.cloud.SharedCloud;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One browser for all tests of a run, handed to each test as {@link Visitors} of its own; whatever
 * a test did, it fails when a page misbehaved meanwhile.
 */
final class SharedBrowser implements ParameterResolver, BeforeEachCallback, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(SharedBrowser.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    context
        .getStore(NAMESPACE)
        .put(Visitors.class, new Visitors(chromium(context).browser(), SharedCloud.of(context)));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Visitors.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return visitors(context);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    visitors(context).leave(context.getExecutionException());
  }

  private static Visitors visitors(ExtensionContext context) {
    return context.getStore(NAMESPACE).get(Visitors.class, Visitors.class);
  }

  private static Chromium chromium(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Chromium.class, _ -> Chromium.launch(), Chromium.class);
  }
}

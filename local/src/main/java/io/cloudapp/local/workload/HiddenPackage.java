package io.cloudapp.local.workload;

import io.micronaut.context.BeanContext;
import io.micronaut.context.BeanResolutionContext;
import io.micronaut.inject.BeanConfiguration;
import io.micronaut.inject.BeanDefinitionReference;

/**
 * Switches off every bean that is defined in a package or below it.
 *
 * <p>Micronaut's own disabled configuration looks at a bean's type, and so would leave what a
 * hidden factory makes of types from elsewhere, such as a clock.
 */
final class HiddenPackage implements BeanConfiguration {

  private final String name;

  HiddenPackage(String name) {
    this.name = name;
  }

  @Override
  public boolean isWithin(@SuppressWarnings("rawtypes") BeanDefinitionReference reference) {
    return reference.getBeanDefinitionName().startsWith(name + ".");
  }

  @Override
  public boolean isEnabled(BeanContext context, BeanResolutionContext resolution) {
    return false;
  }

  @Override
  public Package getPackage() {
    return HiddenPackage.class.getPackage();
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public String getVersion() {
    return "";
  }
}

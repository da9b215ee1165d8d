package io.cloudapp.core.api;

import java.util.Locale;

/** The services on EKS. */
public enum Service {
  CONFIGURE_INSTANCE,
  PROVISION_INSTANCE,
  VIEW_STATS;

  /** The name in URLs, Helm and Pulumi, for example {@code configure-instance}. */
  public String serviceName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

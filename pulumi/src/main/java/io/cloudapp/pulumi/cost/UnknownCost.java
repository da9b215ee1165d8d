package io.cloudapp.pulumi.cost;

import io.cloudapp.pulumi.plan.PlannedResource;

/** A resource of the plan of which the cost model does not know what it costs. */
final class UnknownCost extends RuntimeException {

  private static final long serialVersionUID = 1;

  UnknownCost(PlannedResource resource) {
    super(
        "Nobody knows what %s costs, which is a %s. Price it in MonthlyCost, or list it in"
                .formatted(resource.name(), resource.type())
            + " FreeResources with the reason.");
  }
}

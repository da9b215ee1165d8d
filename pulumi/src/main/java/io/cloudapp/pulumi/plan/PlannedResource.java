package io.cloudapp.pulumi.plan;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One resource that a deployment would create.
 *
 * @param type Pulumi's, for example {@code aws:sqs/queue:Queue}
 * @param inputs what is asked for; a value that only another resource's creation brings is {@code
 *     {"ref": "<name>", "output": "arn"}}, or <code>${name.arn}</code> inside a longer text
 * @param parent the name of the component that it belongs to; empty for the components
 * @param dependsOn names of the resources that have to be there before, those of the references
 *     included
 * @param outputsUsed its own outputs that others refer to
 */
public record PlannedResource(
    String type,
    String name,
    Map<String, Object> inputs,
    String parent,
    List<String> dependsOn,
    List<String> outputsUsed) {

  public PlannedResource {
    // Sorted, so that two plans can be compared line by line.
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    dependsOn = List.copyOf(dependsOn);
    outputsUsed = List.copyOf(outputsUsed);
  }
}

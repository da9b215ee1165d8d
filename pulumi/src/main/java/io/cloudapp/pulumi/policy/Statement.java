package io.cloudapp.pulumi.policy;

import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One statement of an IAM policy, always an Allow: what nobody allows is denied.
 *
 * @param actions whole names; a star is refused
 * @param principal the service or account that a resource's policy lets in
 * @param conditions operator → key → value
 */
public record Statement(
    List<String> actions,
    List<Output<String>> resources,
    Optional<Principal> principal,
    Map<String, Map<String, Output<?>>> conditions) {

  /** Who a resource's policy lets in; {@code kind} is {@code Service} or {@code AWS}. */
  public record Principal(String kind, Output<String> id) {}

  public Statement {
    actions = List.copyOf(actions);
    resources = List.copyOf(resources);
    conditions = Map.copyOf(conditions);
    for (var action : actions) {
      if (action.endsWith("*")) {
        throw new IllegalArgumentException("Name the actions instead of " + action);
      }
    }
  }

  public static Statement allow(List<String> actions, List<Output<String>> resources) {
    return new Statement(actions, resources, Optional.empty(), Map.of());
  }

  /** In the policy of a resource, where the resource is the one that has the policy. */
  public static Statement allowService(String service, String... actions) {
    return new Statement(
        List.of(actions),
        List.of(Output.of("*")),
        Optional.of(new Principal("Service", Output.of(service))),
        Map.of());
  }

  public Statement on(Output<String> resource) {
    return new Statement(actions, List.of(resource), principal, conditions);
  }

  public Statement when(String operator, String key, Output<String> value) {
    return narrowed(operator, key, value);
  }

  /** When the call's value is one of these. */
  public Statement whenAny(String operator, String key, List<String> values) {
    return values.size() == 1
        ? narrowed(operator, key, Output.of(values.getFirst()))
        : narrowed(operator, key, Output.of(values));
  }

  private Statement narrowed(String operator, String key, Output<?> value) {
    var more = new LinkedHashMap<>(conditions);
    var compared = new LinkedHashMap<String, Output<?>>(more.getOrDefault(operator, Map.of()));
    compared.put(key, value);
    more.put(operator, compared);
    return new Statement(actions, resources, principal, more);
  }
}

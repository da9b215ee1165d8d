package io.cloudapp.pulumi.policy;

import com.pulumi.core.Output;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Condition;
import io.cloudapp.core.permission.Permission;
import java.util.List;
import java.util.function.Function;

/**
 * Turns what the code needs into statements about this installation.
 *
 * @param arns what a resource is called in it
 * @param settings what a setting is in it
 */
public record Grants(
    Function<AwsResource, List<Output<String>>> arns,
    Function<Condition.Setting, List<String>> settings) {

  public List<Statement> of(List<Permission> permissions) {
    return permissions.stream()
        .flatMap(permission -> permission.byConditions().stream())
        .map(this::statement)
        .toList();
  }

  private Statement statement(Permission permission) {
    var resources =
        permission.resources().stream()
            .flatMap(resource -> arns.apply(resource).stream())
            .distinct()
            .toList();
    return under(permission.conditions(), Statement.allow(permission.actions(), resources));
  }

  private Statement under(List<Condition> conditions, Statement statement) {
    var narrowed = statement;
    for (var condition : conditions) {
      narrowed =
          narrowed.whenAny(condition.operator().iamName(), condition.key(), values(condition));
    }
    return narrowed;
  }

  private List<String> values(Condition condition) {
    return switch (condition.operand()) {
      case Condition.Texts(var texts) -> texts;
      case Condition.Setting setting -> settings.apply(setting);
    };
  }
}

package io.cloudapp.pulumi.policy;

import com.pulumi.core.Output;
import io.cloudapp.core.permission.AwsResource;
import io.cloudapp.core.permission.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Turns what the code needs into statements about this installation's resources. */
public final class Grants {

  private static final String TAG = "aws:ResourceTag/cloudapp:install-id";

  private Grants() {}

  /**
   * @param arns what a resource is called in this installation
   */
  public static List<Statement> of(
      List<Permission> permissions,
      Function<AwsResource, List<Output<String>>> arns,
      String installation) {
    var statements = new ArrayList<Statement>();
    for (var permission : permissions) {
      var resources =
          permission.resources().stream()
              .flatMap(resource -> arns.apply(resource).stream())
              .toList();
      var statement = Statement.allow(permission.actions(), resources);
      statements.add(narrowed(statement, permission, installation));
    }
    return statements;
  }

  private static Statement narrowed(
      Statement statement, Permission permission, String installation) {
    var resources = permission.resources();
    if (resources.contains(AwsResource.EXPIRY_TAG)) {
      return statement
          .when("StringEquals", TAG, Output.of(installation))
          .when("ForAllValues:StringEquals", "aws:TagKeys", Output.of("cloudapp:expires-at"));
    }
    return resources.contains(AwsResource.OUR_INSTANCES)
        ? statement.when("StringEquals", TAG, Output.of(installation))
        : statement;
  }
}

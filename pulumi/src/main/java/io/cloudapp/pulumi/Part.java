package io.cloudapp.pulumi;

import com.pulumi.aws.cloudwatch.LogGroup;
import com.pulumi.aws.cloudwatch.LogGroupArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.Map;

/** One component of the stack; its resources have it as their parent and begin with its name. */
public class Part extends ComponentResource {

  private final StackSettings settings;
  private final String name;

  /**
   * @param name in lower case, for example {@code messaging}
   */
  protected Part(String name, StackSettings settings) {
    super("cloudapp:index:" + name, settings.name(name));
    this.settings = settings;
    this.name = name;
  }

  protected final StackSettings settings() {
    return settings;
  }

  /** Pulumi's name of a resource: installation, component, resource. */
  protected final String child(String resource) {
    return settings.name(name + "-" + resource);
  }

  protected final CustomResourceOptions inside() {
    return CustomResourceOptions.builder().parent(this).build();
  }

  /** For a resource that must wait for others it does not mention. */
  protected final CustomResourceOptions insideAfter(Resource... others) {
    return CustomResourceOptions.builder().parent(this).dependsOn(others).build();
  }

  /** For data that nobody may delete by mistake, not even Pulumi. */
  protected final CustomResourceOptions insideProtected() {
    return CustomResourceOptions.builder()
        .parent(this)
        .protect(settings.database().deletionProtection())
        .build();
  }

  protected final Map<String, String> tags() {
    return Map.of("cloudapp:installation", settings.installation());
  }

  /**
   * A log that is kept as long as the settings say, and encrypted.
   *
   * @param logName on AWS, for example {@code /cloudapp/cloudapp-test/web}
   */
  protected final LogGroup logGroup(String resource, String logName, Keys keys) {
    return new LogGroup(
        child(resource),
        LogGroupArgs.builder()
            .name(logName)
            .retentionInDays(settings.logRetentionDays())
            .kmsKeyId(keys.logs())
            .tags(tags())
            .build(),
        inside());
  }

  /**
   * A role that may do nothing yet.
   *
   * @param role its name on AWS, after the component's
   * @param assumedBy who may use it, see {@link Policy#assumedBy}
   */
  protected final Role role(String resource, String role, Output<String> assumedBy) {
    return new Role(
        child(resource),
        RoleArgs.builder().name(child(role)).assumeRolePolicy(assumedBy).tags(tags()).build(),
        inside());
  }

  protected static Output<String> text(String format, Object... values) {
    return Output.format(format, values);
  }
}

package io.cloudapp.pulumi.images;

import com.pulumi.core.Output;
import com.pulumi.core.annotations.Export;
import com.pulumi.core.annotations.Import;
import com.pulumi.core.annotations.ResourceType;
import com.pulumi.resources.CustomResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.pulumi.resources.ResourceArgs;
import java.util.List;

/**
 * A command on the machine that runs Pulumi, run again when one of its triggers changes. It is the
 * resource of Pulumi's Command provider, whose Java classes are not needed for so little.
 */
@ResourceType(type = LocalCommand.TYPE)
final class LocalCommand extends CustomResource {

  static final String TYPE = "command:local:Command";

  private static final String PROVIDER_VERSION = "1.1.3";

  /** What the provider is told. */
  private static final class Arguments extends ResourceArgs {

    @Import(name = "create", required = true)
    private final Output<String> create;

    @Import(name = "triggers")
    private final Output<List<String>> triggers;

    Arguments(Output<String> create, Output<List<String>> triggers) {
      this.create = create;
      this.triggers = triggers;
    }
  }

  @Export(name = "stdout", refs = String.class, tree = "[0]")
  private Output<String> stdout;

  LocalCommand(
      String name,
      Output<String> create,
      Output<List<String>> triggers,
      Resource parent,
      List<Resource> after) {
    super(
        TYPE,
        name,
        new Arguments(create, triggers),
        CustomResourceOptions.builder()
            .parent(parent)
            .dependsOn(after)
            .version(PROVIDER_VERSION)
            .build());
  }

  /** What the command printed; known once it has ended well. */
  Output<String> printed() {
    return stdout;
  }
}

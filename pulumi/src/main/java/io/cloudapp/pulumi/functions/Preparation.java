package io.cloudapp.pulumi.functions;

import com.pulumi.aws.lambda.Invocation;
import com.pulumi.aws.lambda.InvocationArgs;
import com.pulumi.resources.Resource;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;

/**
 * Calls PrepareInstallation once for every version of it, when the database answers and before
 * anything else of the new version runs.
 */
final class Preparation extends Part {

  private final DeployedFunction function;
  private final Invocation invocation;

  Preparation(
      StackSettings settings,
      Network network,
      Data data,
      DeployedFunction.Surroundings surroundings,
      Resource parent) {
    super("preparation", settings);
    // It alone goes past the proxy, which knows nothing of the database's owner.
    var group = new OutgoingGroup(settings, "preparation", network);
    group.reach("to-cluster", "The database cluster", data.clusterDoorId(), data.port());
    function =
        new DeployedFunction(
            settings,
            CloudFunction.PREPARE_INSTALLATION,
            surroundings.within(group.id()),
            parent,
            Optional.empty());
    var needed = new ArrayList<Resource>(data.running());
    needed.addAll(group.rules());
    // Without its way out the function could not read the secrets.
    needed.add(network);
    invocation =
        new Invocation(
            child("invocation"),
            InvocationArgs.builder()
                .functionName(function.name())
                // A version that is new is called again: this is what makes Pulumi do so.
                .qualifier(function.version())
                .triggers(function.version().applyValue(version -> Map.of("version", version)))
                .input("{}")
                .lifecycleScope("CREATE_ONLY")
                .build(),
            insideAfter(needed.toArray(Resource[]::new)));
  }

  DeployedFunction function() {
    return function;
  }

  Resource done() {
    return invocation;
  }
}

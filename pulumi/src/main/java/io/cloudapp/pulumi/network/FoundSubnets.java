package io.cloudapp.pulumi.network;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetSubnetArgs;
import com.pulumi.aws.ec2.outputs.GetSubnetResult;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.settings.BadSetting;
import java.util.List;

/** Subnets of a network that is there, looked at before anything is made in them. */
final class FoundSubnets {

  private final String key;
  private final String vpcId;
  private final Output<List<GetSubnetResult>> subnets;

  /**
   * @param key the setting that they come from
   */
  FoundSubnets(String key, String vpcId, List<String> ids) {
    this.key = key;
    this.vpcId = vpcId;
    subnets =
        Output.all(
                ids.stream()
                    .map(id -> Ec2Functions.getSubnet(GetSubnetArgs.builder().id(id).build()))
                    .toList())
            .applyValue(this::checked);
  }

  Output<List<String>> ids() {
    return subnets.applyValue(found -> found.stream().map(GetSubnetResult::id).toList());
  }

  /** Of each, in the same order. */
  Output<List<String>> zones() {
    return subnets.applyValue(
        found -> found.stream().map(GetSubnetResult::availabilityZone).toList());
  }

  private List<GetSubnetResult> checked(List<GetSubnetResult> found) {
    for (var subnet : found) {
      if (!subnet.vpcId().equals(vpcId)) {
        throw new BadSetting(
            "cloudapp:%s names %s, which lies in %s. Set subnets of %s, which cloudapp:vpcId names."
                .formatted(key, subnet.id(), subnet.vpcId(), vpcId));
      }
    }
    if (found.stream().map(GetSubnetResult::availabilityZone).distinct().count() < 2) {
      throw new BadSetting(
          "The subnets of cloudapp:%s all lie in %s. Set subnets of at least two zones, because the database and the load balancers need them."
              .formatted(key, found.getFirst().availabilityZone()));
    }
    return found;
  }
}

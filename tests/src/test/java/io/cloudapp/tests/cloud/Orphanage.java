package io.cloudapp.tests.cloud;

import io.cloudapp.core.function.CloudFunction;
import java.sql.SQLException;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Makes instances that belong to nobody, as a restored database or a hand at EC2 would. */
public final class Orphanage {

  private final RunningCloud cloud;

  public Orphanage(RunningCloud cloud) {
    this.cloud = cloud;
  }

  /** The EC2 id of an instance that runs and that no row knows; the reconciler has seen it. */
  public String orphan() throws SQLException {
    var person = cloud.someone();
    var id = person.provision("nginx").body().path("id").asText();
    person.finished(id);
    var ec2Id = cloud.cloud().livingInstances(id).getFirst().id();
    try (var ec2 = cloud.client(Ec2Client.builder());
        var connection = cloud.cloud().dataSource().getConnection();
        var forget =
            connection.prepareStatement(
                "update instances set state = 'TERMINATED', ended_at = now() where id = ?")) {
      ec2.createTags(
          request ->
              request
                  .resources(ec2Id)
                  .tags(tag -> tag.key("cloudapp:execution-id").value("nobody-" + ec2Id)));
      forget.setString(1, id);
      forget.executeUpdate();
    }
    cloud.cloud().invoke(CloudFunction.RECONCILE, "{}");
    return ec2Id;
  }

  public void end(String ec2Id) {
    try (var ec2 = cloud.client(Ec2Client.builder())) {
      ec2.terminateInstances(request -> request.instanceIds(ec2Id));
    }
  }
}

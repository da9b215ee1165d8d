package io.cloudapp.logic.health;

import io.cloudapp.logic.InstallSettings;
import io.cloudapp.logic.compute.TagName;
import io.cloudapp.logic.login.Directory;
import jakarta.inject.Singleton;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Finds out whether AWS answers, by the cheapest question that shows it. */
@Singleton
class Reach {

  private static final AwsRequestOverrideConfiguration QUICKLY =
      AwsRequestOverrideConfiguration.builder()
          .apiCallTimeout(Duration.ofSeconds(2))
          .apiCallAttemptTimeout(Duration.ofSeconds(2))
          .build();

  /** Whether somebody has this name does not matter. */
  private static final String NOBODY = "health-check";

  private final Ec2Client ec2;
  private final Directory directory;
  private final InstallSettings install;

  Reach(Ec2Client ec2, Directory directory, InstallSettings install) {
    this.ec2 = ec2;
    this.directory = directory;
    this.install = install;
  }

  /** The least that EC2 lets itself be asked for is five. */
  boolean ec2() {
    ec2.describeInstances(
        request ->
            request
                .maxResults(5)
                .filters(
                    filter -> filter.name("tag:" + TagName.INSTALL_ID).values(install.installId()))
                .overrideConfiguration(QUICKLY));
    return true;
  }

  /** The user pool, or the database in its place. */
  boolean directory() {
    directory.hasSecondFactor(NOBODY);
    return true;
  }
}

package io.cloudapp.pulumi;

import com.pulumi.core.Output;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code pulumi up} tells at its end and {@code pulumi stack output} later.
 *
 * @param apiUrl where the API is
 * @param userPoolId of the people who may sign in
 */
record StackOutputs(StackSettings settings, Output<String> apiUrl, Output<String> userPoolId) {

  static final String ONLY_FROM_INSIDE =
      "The cluster can be reached from inside its network only, so the services cannot be installed"
          + " from this computer unless it is connected to it. If it is not, stop here and name its"
          + " address: pulumi config set cloudapp:operatorAddresses"
          + " \"$(curl -s https://checkip.amazonaws.com)/32\"";

  /** Name → value, none of them a secret. */
  Map<String, Output<String>> outputs() {
    var outputs = new LinkedHashMap<String, Output<String>>();
    outputs.put("webAddress", Output.of(webAddress()));
    outputs.put("apiAddress", apiUrl);
    outputs.put("userPoolId", userPoolId);
    outputs.put("dashboardAddress", Output.of(dashboardAddress()));
    outputs.put("clusterName", Output.of(settings.name("services")));
    outputs.put("nextSteps", Output.of(nextSteps()));
    return outputs;
  }

  private String webAddress() {
    return "https://" + settings.domain();
  }

  /** The page in CloudWatch that shows how the installation is; Alarms makes it. */
  private String dashboardAddress() {
    var region = settings.region().code();
    return "https://%s.console.aws.amazon.com/cloudwatch/home?region=%s#dashboards/dashboard/%s"
        .formatted(region, region, settings.installation());
  }

  /** In the order in which a new administrator does them. */
  private String nextSteps() {
    return """
        1. Confirm the mail "AWS Notification - Subscription Confirmation" to %s: alarms come that way.
        2. Open %s and sign in with the name and password of the invitation to the same address; choose a password of your own.
        3. Open Profile and set up a second factor: without it nobody enters the admin area.
        4. Sign out and in again and open Admin; it asks for a code of the second factor.
        5. Open Configurations, look at the samples or create the first one of your own, and publish it: people can launch it now.
        6. Open Users and invite them.
        How the installation is: %s
        """
        .formatted(settings.adminEmail(), webAddress(), dashboardAddress());
  }
}

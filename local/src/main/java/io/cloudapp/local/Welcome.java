package io.cloudapp.local;

import java.util.stream.Collectors;

/** What {@code ./cloudapp up} prints when everything runs. */
final class Welcome {

  private Welcome() {}

  static String text(Addresses addresses, double readySeconds) {
    return """

        CloudApp runs (ready in %.1f s).

          Web app       %s
          API           %s
          AWS endpoint  %s
          Console       %s   (executions, queue, mailbox, instances)

        Sign in as
        %s

        Try
          · open the web app, sign in and press "Create instance"
          · AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-west-1 \\
              aws --endpoint-url %s ec2 describe-instances
          · samples/provision.sh %s

        Ctrl-C stops it.
        """
        .formatted(
            readySeconds,
            addresses.web(),
            addresses.api(),
            addresses.aws(),
            addresses.console(),
            addresses.people().stream().map(Welcome::line).collect(Collectors.joining("\n")),
            addresses.aws(),
            addresses.api());
  }

  private static String line(DemoPerson person) {
    return "  %-10s %-24s %s"
        .formatted(
            person.username(),
            person.password(),
            person
                .totpSecret()
                .map(secret -> "admin, second factor (TOTP) secret " + secret)
                .orElse("user"));
  }
}

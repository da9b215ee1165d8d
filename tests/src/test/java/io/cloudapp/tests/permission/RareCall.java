package io.cloudapp.tests.permission;

import io.cloudapp.local.iam.Use;
import java.util.List;

/**
 * Calls that only a crash at the wrong moment or a fault of AWS brings about, and the unit test in
 * which the code makes them.
 *
 * @param role of whom
 * @param actions a regular expression
 * @param resources a regular expression
 * @param file from the root of the repository
 */
record RareCall(String role, String actions, String resources, String file, String test) {

  private static final String LOGIC = "logic/src/test/java/io/cloudapp/logic/";
  private static final String LAUNCH = "ec2:RunInstances|ec2:CreateTags";
  private static final String LAUNCHED =
      "LAUNCHED_.*|IMAGES|INSTANCE_SUBNETS|OUR_SECURITY_GROUPS|KEY_PAIRS|FIRST_TAGS";

  static List<RareCall> all() {
    return List.of(
        // A launch without an answer is ordered once more, to be ended.
        new RareCall(
            "StopEc2",
            LAUNCH,
            LAUNCHED,
            LOGIC + "instance/InstanceLifeTest.java",
            "endsALaunchWhoseAnswerWasLost"),
        new RareCall(
            "Reconcile",
            LAUNCH,
            LAUNCHED,
            LOGIC + "instance/InstanceLifeTest.java",
            "endsALaunchWhoseAnswerWasLost"),
        new RareCall(
            "StopEc2",
            "ec2:TerminateInstances",
            "OUR_INSTANCES",
            LOGIC + "instance/InstanceLifeTest.java",
            "terminatesByForceWhatEc2WillNotStop"),
        new RareCall(
            "Reconcile",
            "states:StartExecution",
            ".*",
            LOGIC + "reconcile/LateExecutionsTest.java",
            "startsWhatWasAcceptedAndNeverStarted"),
        new RareCall(
            "Reconcile",
            "cognito-idp:Admin.*",
            "USER_POOL",
            LOGIC + "people/ChangeUserTest.java",
            "endsAsItWasDecidedWhereverTheProcessCrashes"),
        new RareCall(
            "Reconcile",
            "sns:Publish",
            "ADMIN_TOPIC",
            LOGIC + "reconcile/ReconcileTest.java",
            "tellsTheAdminsAgainAfterAnHourAndNotEveryMinute"),
        new RareCall(
            "provision-instance",
            "secretsmanager:GetSecretValue",
            "SECRETS",
            LOGIC + "instance/LaunchInstanceTest.java",
            "leavesOneInstanceAfterACrashAnywhereAndNothingAfterAnUndo"),
        // With the database for a directory, where no trigger of Cognito tells of new users.
        new RareCall(
            "Authenticate",
            "sns:Publish",
            "ADMIN_TOPIC",
            "tests/src/test/java/io/cloudapp/tests/directory/DatabaseDirectoryTest.java",
            "tellsTheAdminsOfANewUserOnce"),
        // LocalCloud's database has no proxy.
        new RareCall(
            "PrepareInstallation",
            "secretsmanager:.*",
            "DATABASE_USER_SECRET",
            LOGIC + "preparation/PrepareInstallationTest.java",
            "letsTheProxyInByAPasswordThatNobodyElseIsTold"),
        new RareCall(
            "view-stats",
            "athena:StopQueryExecution",
            "USAGE_WORKGROUP",
            LOGIC + "statistics/AthenaQueriesTest.java",
            "stopsAQueryThatNobodyWaitsForAnyMore"));
  }

  boolean is(Use use) {
    return use.role().equals(role)
        && use.action().matches(actions)
        && use.resource().name().matches(resources);
  }

  @Override
  public String toString() {
    return role + " " + actions;
  }
}

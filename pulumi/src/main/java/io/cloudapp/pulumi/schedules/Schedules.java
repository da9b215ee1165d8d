package io.cloudapp.pulumi.schedules;

import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.scheduler.Schedule;
import com.pulumi.aws.scheduler.ScheduleArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleFlexibleTimeWindowArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetArgs;
import com.pulumi.aws.scheduler.inputs.ScheduleTargetRetryPolicyArgs;
import com.pulumi.core.Output;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.functions.Functions;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.policy.KeyUses;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.List;

/** What runs by the clock: reconcile, every minute, which also ends what is past its time. */
public final class Schedules extends Part {

  public Schedules(StackSettings settings, Keys keys, Functions functions) {
    super("schedules", settings);
    var reconcile = functions.arn(CloudFunction.RECONCILE);
    var role = role("role", "scheduler", Policy.assumedBy("scheduler.amazonaws.com"));
    new RolePolicy(
        child("policy"),
        RolePolicyArgs.builder()
            .role(role.id())
            .policy(
                Policy.of(
                    Statement.allow(List.of("lambda:InvokeFunction"), List.of(reconcile)),
                    decryption(keys)))
            .build(),
        inside());
    new Schedule(
        child("reconcile"),
        ScheduleArgs.builder()
            .name(child("reconcile"))
            .description("Finishes or takes back what a crash left")
            .scheduleExpression("rate(1 minute)")
            .kmsKeyArn(keys.data())
            .flexibleTimeWindow(ScheduleFlexibleTimeWindowArgs.builder().mode("OFF").build())
            .target(
                ScheduleTargetArgs.builder()
                    .arn(reconcile)
                    .roleArn(role.arn())
                    // The next minute is the retry.
                    .retryPolicy(
                        ScheduleTargetRetryPolicyArgs.builder().maximumRetryAttempts(0).build())
                    .build())
            .build(),
        inside());
  }

  /** The scheduler decrypts this schedule's payload with its role. */
  private Statement decryption(Keys keys) {
    var region = settings().region().code();
    return KeyUses.through("scheduler", keys.data(), region, List.of("kms:Decrypt"))
        .when(
            "StringLike",
            "kms:EncryptionContext:aws:scheduler:schedule:arn",
            Output.of(
                "arn:aws:scheduler:%s:*:schedule/default/%s"
                    .formatted(region, child("reconcile"))));
  }
}

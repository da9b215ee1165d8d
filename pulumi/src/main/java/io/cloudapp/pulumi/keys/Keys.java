package io.cloudapp.pulumi.keys;

import com.pulumi.aws.kms.Alias;
import com.pulumi.aws.kms.AliasArgs;
import com.pulumi.aws.kms.Key;
import com.pulumi.aws.kms.KeyArgs;
import com.pulumi.core.Output;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.policy.Policy;
import io.cloudapp.pulumi.policy.Statement;
import io.cloudapp.pulumi.settings.StackSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The keys that everything at rest is encrypted with: one for data, one for logs and notices. */
public final class Keys extends Part {

  private static final List<String> ADMINISTRATION =
      List.of(
          "kms:CancelKeyDeletion",
          "kms:CreateAlias",
          "kms:CreateGrant",
          "kms:Decrypt",
          "kms:DeleteAlias",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:EnableKeyRotation",
          "kms:Encrypt",
          "kms:GenerateDataKey",
          "kms:GenerateDataKeyWithoutPlaintext",
          "kms:GetKeyPolicy",
          "kms:GetKeyRotationStatus",
          "kms:ListAliases",
          "kms:ListGrants",
          "kms:ListResourceTags",
          "kms:PutKeyPolicy",
          "kms:ReEncryptFrom",
          "kms:ReEncryptTo",
          "kms:RetireGrant",
          "kms:RevokeGrant",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
          "kms:UpdateAlias",
          "kms:UpdateKeyDescription");

  private final Key data;
  private final Key logs;

  public Keys(StackSettings settings, Account account) {
    super("keys", settings);
    data =
        key("data", "The data of CloudApp: database, bucket, queue, secrets", account, List.of());
    logs =
        key(
            "logs",
            "The logs and notices of CloudApp",
            account,
            List.of(
                services("logs." + settings.region().code() + ".amazonaws.com")
                    .when(
                        "ArnLike",
                        "kms:EncryptionContext:aws:logs:arn",
                        account.arn("logs", Output.of("log-group:*"))),
                services("cloudwatch.amazonaws.com"),
                services("budgets.amazonaws.com")));
  }

  /** The ARN of the key of the data. */
  public Output<String> data() {
    return data.arn();
  }

  /** The ARN of the key of logs and notices. */
  public Output<String> logs() {
    return logs.arn();
  }

  private static Statement services(String service) {
    return Statement.allowService(
        service, "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey");
  }

  private Key key(String name, String description, Account account, List<Statement> more) {
    var statements = new ArrayList<Statement>();
    // Without the account itself a key can be lost for ever; IAM decides who in it may do what.
    statements.add(
        new Statement(
            ADMINISTRATION,
            List.of(Output.of("*")),
            Optional.of(new Statement.Principal("AWS", account.root())),
            Map.of()));
    statements.addAll(more);
    var key =
        new Key(
            child(name),
            KeyArgs.builder()
                .description(description)
                .enableKeyRotation(true)
                .deletionWindowInDays(30)
                .policy(Policy.of(statements))
                .tags(tags())
                .build(),
            insideProtected());
    new Alias(
        child(name + "-alias"),
        AliasArgs.builder().name("alias/" + child(name)).targetKeyId(key.keyId()).build(),
        inside());
    return key;
  }
}

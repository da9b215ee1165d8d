package io.cloudapp.pulumi.identity;

import com.pulumi.aws.lambda.Permission;
import com.pulumi.aws.lambda.PermissionArgs;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.Account;
import io.cloudapp.pulumi.Part;
import io.cloudapp.pulumi.functions.Functions;
import io.cloudapp.pulumi.settings.StackSettings;

/**
 * Lets the user pool call its trigger. The functions know the pool, so the pool is made first and
 * names a function that is not there yet; the permission needs both.
 */
public final class Triggers extends Part {

  public Triggers(StackSettings settings, Account account, Identity identity, Functions functions) {
    super("triggers", settings);
    new Permission(
        child("calls-auth"),
        PermissionArgs.builder()
            .action("lambda:InvokeFunction")
            .function(functions.name(CloudFunction.AUTH))
            .qualifier(Account.ALIAS)
            .principal("cognito-idp.amazonaws.com")
            .sourceArn(identity.poolArn())
            .sourceAccount(account.id())
            .build(),
        inside());
  }
}

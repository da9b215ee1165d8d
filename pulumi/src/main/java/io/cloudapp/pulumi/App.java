package io.cloudapp.pulumi;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.settings.StackSettings;

/** CloudApp on AWS, from the keys to the pages. */
public final class App {

  private App() {}

  public static void main(String[] arguments) {
    Pulumi.run(App::stack);
  }

  private static void stack(Context context) {
    stack(StackSettings.of(context));
  }

  public static void stack(StackSettings settings) {
    var account = Account.of(settings);
    var keys = new Keys(settings, account);
    var messaging = new Messaging(settings, keys);
  }
}

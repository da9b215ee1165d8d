package io.cloudapp.pulumi;

import com.pulumi.Context;
import com.pulumi.Pulumi;
import com.pulumi.core.Output;
import io.cloudapp.core.function.CloudFunction;
import io.cloudapp.pulumi.alarms.Alarms;
import io.cloudapp.pulumi.api.Api;
import io.cloudapp.pulumi.data.Data;
import io.cloudapp.pulumi.functions.Functions;
import io.cloudapp.pulumi.identity.Identity;
import io.cloudapp.pulumi.identity.Triggers;
import io.cloudapp.pulumi.images.Images;
import io.cloudapp.pulumi.keys.Keys;
import io.cloudapp.pulumi.logs.LogDelivery;
import io.cloudapp.pulumi.messaging.Messaging;
import io.cloudapp.pulumi.network.Network;
import io.cloudapp.pulumi.schedules.Schedules;
import io.cloudapp.pulumi.services.KubernetesCluster;
import io.cloudapp.pulumi.services.Services;
import io.cloudapp.pulumi.settings.StackSettings;
import io.cloudapp.pulumi.usage.Usage;
import io.cloudapp.pulumi.web.Firewall;
import io.cloudapp.pulumi.web.FrontDoor;
import io.cloudapp.pulumi.web.SessionKeys;
import io.cloudapp.pulumi.web.Web;
import io.cloudapp.pulumi.workflows.Workflows;
import java.util.Map;

/** CloudApp on AWS, from the keys to the alarms. */
public final class App {

  private App() {}

  public static void main(String[] arguments) {
    CommonPool.widen();
    Pulumi.run(App::stack);
  }

  private static void stack(Context context) {
    var settings = StackSettings.of(context);
    if (!settings.network().clusterIsReached()) {
      context.log().warn(StackOutputs.ONLY_FROM_INSIDE);
    }
    stack(settings).forEach(context::export);
  }

  /** Makes everything and returns what to tell at the end, by name. */
  public static Map<String, Output<String>> stack(StackSettings settings) {
    var account = Account.of(settings);
    var keys = new Keys(settings, account);
    var network = new Network(settings, keys);
    var data = new Data(settings, keys, network);
    var messaging = new Messaging(settings, account, keys);
    var usage = new Usage(settings, account, keys);
    var identity =
        new Identity(settings, account, account.functionArn(settings, CloudFunction.AUTH));
    var sessionKeys = new SessionKeys(settings, keys);
    var environment =
        new Environment(
            settings, account, keys, network, data, identity, messaging, usage, sessionKeys);
    var functions = new Functions(settings, keys, network, data, messaging, usage, environment);
    new Triggers(settings, account, identity, functions);
    var images = new Images(settings, keys);
    var cluster = new KubernetesCluster(settings, keys, network);
    var services =
        new Services(
            settings,
            account,
            keys,
            network,
            data,
            images,
            environment,
            cluster,
            functions.prepared());
    var logs = new LogDelivery(settings, account);
    var api = new Api(settings, keys, network, identity, functions, services, logs);
    new Workflows(
        settings, keys, messaging, functions, environment, logs, api.host(), api.executionArn());
    var door = new FrontDoor(settings, account, network);
    new Firewall(settings, keys, door.balancerArn());
    new Web(settings, keys, network, images, sessionKeys, door, api.url(), functions.prepared());
    new Schedules(settings, keys, functions);
    new Alarms(
        settings,
        account,
        messaging,
        new Alarms.Watched(
            api.apiId(),
            door.balancerSuffix(),
            door.targetsSuffix(),
            data.clusterName(),
            functions.deadLetterQueueName()));
    return new StackOutputs(settings, api.url(), identity.poolId()).outputs();
  }
}

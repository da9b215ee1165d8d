package io.cloudapp.tests.directory;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.SignedJWT;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.local.workload.Workload;
import io.cloudapp.logic.login.Accounts;
import io.cloudapp.logic.login.Directory;
import io.cloudapp.tests.cloud.RunningCloud;
import io.cloudapp.tests.cloud.SharedCloud;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.MessageActionType;

/** The directory in LocalCloud's user pool, whose triggers are the real function. */
@ExtendWith(SharedCloud.class)
class CognitoDirectoryIT implements DirectoryContract, AccountsContract {

  private static final int CODE_SECONDS = 30;

  private static RunningCloud cloud;
  private static CognitoIdentityProviderClient cognito;
  private static String poolId;
  private static final Map<Client, String> CLIENT_IDS = new HashMap<>();
  private static ApplicationContext context;

  private final Map<String, Long> usedSteps = new HashMap<>();

  @BeforeAll
  static void start(RunningCloud running) {
    cloud = running;
    cognito = cloud.client(CognitoIdentityProviderClient.builder());
    poolId = cognito.listUserPools(request -> request.maxResults(60)).userPools().getFirst().id();
    var clients =
        cognito.listUserPoolClients(request -> request.userPoolId(poolId)).userPoolClients();
    for (var client : clients) {
      CLIENT_IDS.put(
          client.clientName().equals("admin") ? Client.ADMIN : Client.WEB, client.clientId());
    }
    context =
        Workload.FUNCTIONS
            .isolate(ApplicationContext.builder("functions").deduceEnvironment(false).banner(false))
            .properties(
                Map.of(
                    "cloudapp.aws.region", "eu-west-1",
                    "cloudapp.aws.endpoint", cloud.addresses().aws().toString(),
                    "cloudapp.cognito.user-pool-id", poolId,
                    "cloudapp.cognito.web-client-id", CLIENT_IDS.get(Client.WEB),
                    "cloudapp.cognito.admin-client-id", CLIENT_IDS.get(Client.ADMIN)))
            .start();
  }

  @AfterAll
  static void stop() {
    context.close();
    cognito.close();
  }

  @Override
  public Directory directory() {
    return context.getBean(Directory.class);
  }

  @Override
  public Accounts accounts() {
    return context.getBean(Accounts.class);
  }

  @Override
  public String mailedPassword(String email) {
    return cloud.cloud().aws().mailbox().newestFirst().stream()
        .filter(mail -> mail.to().equals(email))
        .map(mail -> mail.body().replaceFirst("(?s).*temporary password is (.*)\\.$", "$1"))
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void register(String username, String password, boolean temporary, boolean admin) {
    cognito.adminCreateUser(
        request ->
            request
                .userPoolId(poolId)
                .username(username)
                .temporaryPassword(password)
                .messageAction(MessageActionType.SUPPRESS));
    if (!temporary) {
      cognito.adminSetUserPassword(
          request ->
              request.userPoolId(poolId).username(username).password(password).permanent(true));
    }
    if (admin) {
      cognito.adminAddUserToGroup(
          request -> request.userPoolId(poolId).username(username).groupName("admins"));
    }
  }

  /** The pool takes the codes of the step before and after too, so nobody has to wait for one. */
  @Override
  public String unusedCode(String secret) {
    var earliest = Instant.now().getEpochSecond() / CODE_SECONDS - 1;
    var step = usedSteps.merge(secret, earliest, (used, first) -> Math.max(used + 1, first));
    return AuthenticatorApp.code(secret, Instant.ofEpochSecond(step * CODE_SECONDS));
  }

  @Override
  public boolean isSignatureGood(SignedJWT token) {
    try {
      var key =
          cloud.cloud().aws().cognito().keys(poolId).getKeyByKeyId(token.getHeader().getKeyID());
      return token.verify(new RSASSAVerifier(key.toRSAKey()));
    } catch (JOSEException failure) {
      throw new AssertionError(failure);
    }
  }

  @Override
  public String clientId(Client client) {
    return CLIENT_IDS.get(client);
  }
}

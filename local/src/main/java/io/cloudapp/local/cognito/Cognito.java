package io.cloudapp.local.cognito;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import io.cloudapp.local.endpoint.AwsError;
import io.cloudapp.local.endpoint.AwsRequest;
import io.cloudapp.local.endpoint.AwsResponse;
import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.JsonProtocol;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Cognito user pools: the operations, triggers, challenges and tokens that the product uses. */
public final class Cognito implements AwsService {

  private static final Pattern DOCUMENT =
      Pattern.compile("/([\\w-]+)/\\.well-known/(jwks\\.json|openid-configuration)");

  private final CognitoSettings settings;
  private final Supplier<RSAKey> keys;
  private final Pools pools;
  private final JsonProtocol protocol;

  public Cognito(CognitoSettings settings) {
    this(settings, Pools::newKey);
  }

  /** With keys from elsewhere, because a new one takes up to a second. */
  Cognito(CognitoSettings settings, Supplier<RSAKey> keys) {
    this.settings = settings;
    this.keys = keys;
    this.pools = new Pools(settings.folder().map(StateFile::new));
    this.protocol = new JsonProtocol("cognito-idp", "1.1", operations());
  }

  @Override
  public String signingName() {
    return protocol.signingName();
  }

  /** The public documents of pools: {@code /<pool id>/.well-known/jwks.json} and its sibling. */
  @Override
  public boolean claims(String path) {
    return DOCUMENT.matcher(path).matches();
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    var document = DOCUMENT.matcher(request.path());
    return document.matches()
        ? document(document.group(1), document.group(2))
        : protocol.answer(request);
  }

  /** Calls an operation without HTTP. */
  public JsonNode call(String operation, ObjectNode input) {
    return protocol.call(operation, input);
  }

  /** The keys that tokens of a pool verify with; empty for a pool that does not exist. */
  public JWKSet keys(String poolId) {
    return pools.find(poolId).map(Cognito::publicKeys).orElseGet(JWKSet::new);
  }

  private AwsResponse document(String poolId, String name) {
    var pool =
        pools
            .find(poolId)
            .orElseThrow(
                () ->
                    new AwsError(
                        404,
                        "ResourceNotFoundException",
                        "User pool " + poolId + " does not exist."));
    return json(
        name.equals("jwks.json") ? publicKeys(pool).toString() : configuration(pool).toString());
  }

  private static JWKSet publicKeys(PoolState pool) {
    return new JWKSet(pool.key().toPublicJWK());
  }

  private ObjectNode configuration(PoolState pool) {
    var issuer = settings.issuer(pool.id());
    var configuration =
        Input.answer().put("issuer", issuer).put("jwks_uri", issuer + "/.well-known/jwks.json");
    configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
    configuration.putArray("response_types_supported").add("code").add("token");
    configuration
        .putArray("scopes_supported")
        .add("openid")
        .add("email")
        .add("phone")
        .add("profile");
    configuration.putArray("subject_types_supported").add("public");
    return configuration;
  }

  private static AwsResponse json(String body) {
    return new AwsResponse(
        200, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Function<ObjectNode, JsonNode>> operations() {
    var random = new SecureRandom();
    var clock = settings.clock();
    var passwords = new Passwords(random);
    var sessions = new Sessions(clock, random);
    var triggers = new TriggerCalls(settings);
    var tokens = new Tokens(settings, pools, triggers, random);
    var steps = new SignInSteps(sessions, triggers, tokens);
    var rate = new RequestRate(clock, settings.authenticationsPerSecond());

    var poolsOf = new PoolOperations(pools, settings, random, keys);
    var clients = new ClientOperations(pools, clock, random);
    var groups = new GroupOperations(pools, clock);
    var users = new UserOperations(pools, settings, passwords, random);
    var signIn = new SignInOperations(pools, clock, rate, triggers, tokens, steps, passwords);
    var challenges = new ChallengeOperations(pools, clock, rate, sessions, steps, passwords);
    var secondFactor = new SecondFactorOperations(pools, clock, sessions, tokens, random);
    var self = new SelfServiceOperations(pools, clock, tokens, passwords);

    var reading = new TreeMap<String, Function<Input, ObjectNode>>();
    reading.put("DescribeUserPool", poolsOf::describeUserPool);
    reading.put("ListUserPools", poolsOf::listUserPools);
    reading.put("GetUserPoolMfaConfig", poolsOf::getUserPoolMfaConfig);
    reading.put("DescribeUserPoolClient", clients::describeUserPoolClient);
    reading.put("ListUserPoolClients", clients::listUserPoolClients);
    reading.put("ListGroups", groups::listGroups);
    reading.put("AdminListGroupsForUser", groups::adminListGroupsForUser);
    reading.put("ListUsersInGroup", groups::listUsersInGroup);
    reading.put("AdminGetUser", users::adminGetUser);
    reading.put("ListUsers", users::listUsers);
    reading.put("GetUser", self::getUser);

    var changing = new TreeMap<String, Function<Input, ObjectNode>>();
    changing.put("CreateUserPool", poolsOf::createUserPool);
    changing.put("UpdateUserPool", poolsOf::updateUserPool);
    changing.put("DeleteUserPool", poolsOf::deleteUserPool);
    changing.put("SetUserPoolMfaConfig", poolsOf::setUserPoolMfaConfig);
    changing.put("CreateUserPoolClient", clients::createUserPoolClient);
    changing.put("CreateGroup", groups::createGroup);
    changing.put("AdminAddUserToGroup", groups::adminAddUserToGroup);
    changing.put("AdminRemoveUserFromGroup", groups::adminRemoveUserFromGroup);
    changing.put("AdminCreateUser", users::adminCreateUser);
    changing.put("AdminSetUserPassword", users::adminSetUserPassword);
    changing.put("AdminUpdateUserAttributes", users::adminUpdateUserAttributes);
    changing.put("AdminDisableUser", users::adminDisableUser);
    changing.put("AdminEnableUser", users::adminEnableUser);
    changing.put("AdminDeleteUser", users::adminDeleteUser);
    changing.put("AdminUserGlobalSignOut", users::adminUserGlobalSignOut);
    changing.put("AdminInitiateAuth", signIn::adminInitiateAuth);
    changing.put("InitiateAuth", signIn::initiateAuth);
    changing.put("AdminRespondToAuthChallenge", challenges::adminRespondToAuthChallenge);
    changing.put("RespondToAuthChallenge", challenges::respondToAuthChallenge);
    changing.put("AssociateSoftwareToken", secondFactor::associateSoftwareToken);
    changing.put("VerifySoftwareToken", secondFactor::verifySoftwareToken);
    changing.put("SetUserMFAPreference", secondFactor::setUserMfaPreference);
    changing.put("AdminSetUserMFAPreference", secondFactor::adminSetUserMfaPreference);
    changing.put("ChangePassword", self::changePassword);
    changing.put("GlobalSignOut", self::globalSignOut);
    changing.put("RevokeToken", self::revokeToken);

    var operations = new TreeMap<String, Function<ObjectNode, JsonNode>>();
    reading.forEach(
        (name, operation) -> operations.put(name, input -> operation.apply(new Input(input))));
    changing.forEach((name, operation) -> operations.put(name, input -> kept(operation, input)));
    return operations;
  }

  // A refusal may have changed something as well, for example the count of failed attempts.
  private ObjectNode kept(Function<Input, ObjectNode> operation, ObjectNode input) {
    try {
      return operation.apply(new Input(input));
    } finally {
      pools.save();
    }
  }
}

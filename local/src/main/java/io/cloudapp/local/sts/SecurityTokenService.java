package io.cloudapp.local.sts;

import io.cloudapp.local.endpoint.AwsService;
import io.cloudapp.local.endpoint.QueryInput;
import io.cloudapp.local.endpoint.QueryProtocol;
import io.cloudapp.local.endpoint.XmlWriter;
import java.util.Map;

/** STS: says who is calling. */
public final class SecurityTokenService {

  private static final String ACCOUNT = "000000000000";

  private SecurityTokenService() {}

  public static AwsService create() {
    return QueryProtocol.query(
        "sts",
        "https://sts.amazonaws.com/doc/2011-06-15/",
        Map.of("GetCallerIdentity", SecurityTokenService::callerIdentity));
  }

  private static void callerIdentity(QueryInput input, XmlWriter answer) {
    answer
        .text("Arn", "arn:aws:iam::" + ACCOUNT + ":user/" + input.caller())
        .text("UserId", input.caller())
        .text("Account", ACCOUNT);
  }
}

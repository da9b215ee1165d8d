package io.cloudapp.logic.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.rds.RdsUtilities;

final class IamTokensTest {

  private static final String HOST = "cloudapp.cluster-abc.eu-west-1.rds.amazonaws.com";

  @Test
  void isWhatTheSdkOfRdsMakes() {
    for (var attempt = 1; ; attempt++) {
      var credentials = AwsSessionCredentials.create("AKIDEXAMPLE", "secret", "session/+token==");
      var before = Instant.now().getEpochSecond();
      var expected =
          RdsUtilities.builder()
              .region(Region.EU_WEST_1)
              .credentialsProvider(StaticCredentialsProvider.create(credentials))
              .build()
              .generateAuthenticationToken(
                  token -> token.hostname(HOST).port(5432).username("cloudapp"));
      var token = token(credentials, Instant.ofEpochSecond(before), "cloudapp");
      // Theirs takes the time from the machine; another second came in between.
      if (before == Instant.now().getEpochSecond() || attempt == 5) {
        assertThat(parts(token)).containsExactlyInAnyOrder(parts(expected));
        return;
      }
    }
  }

  @Test
  void isForOneUserAndFifteenMinutes() {
    var token = token(AwsBasicCredentials.create("AKIDEXAMPLE", "secret"), Instant.EPOCH, "a b");

    assertThat(token)
        .startsWith(HOST + ":5432/?")
        .contains(
            "DBUser=a%20b", "Action=connect", "X-Amz-Expires=900", "%2Feu-west-1%2Frds-db%2F");
  }

  @Test
  void isAnotherOneLater() {
    var credentials = AwsBasicCredentials.create("AKIDEXAMPLE", "secret");

    assertThat(token(credentials, Instant.EPOCH, "cloudapp"))
        .isNotEqualTo(token(credentials, Instant.EPOCH.plusSeconds(1), "cloudapp"));
  }

  static IamTokens tokens() {
    return new IamTokens(
        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")),
        "eu-west-1",
        Clock.systemUTC());
  }

  private static String token(AwsCredentials credentials, Instant at, String username) {
    return new IamTokens(
            StaticCredentialsProvider.create(credentials),
            "eu-west-1",
            Clock.fixed(at, ZoneOffset.UTC))
        .token(HOST, 5432, username);
  }

  private static String[] parts(String token) {
    return token.split("[?&]");
  }
}

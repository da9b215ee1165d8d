package io.cloudapp.logic.login;

import com.nimbusds.jwt.JWTClaimsSet;
import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.login.TokenLifetimes;
import io.cloudapp.core.user.Caller;
import io.cloudapp.core.user.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** Writes tokens with the claims that Cognito's have, so that nobody has to know which it was. */
final class TokenIssuer {

  private static final String ACCESS = "access";

  private final TokenSigner signer;
  private final AppClients clients;
  private final String issuer;
  private final Clock clock;

  TokenIssuer(TokenSigner signer, AppClients clients, String issuer, Clock clock) {
    this.signer = signer;
    this.clients = clients;
    this.issuer = issuer;
    this.clock = clock;
  }

  /**
   * One sign-in.
   *
   * @param sessionId the claim {@code origin_jti} of all its tokens
   * @param signedInAt the claim {@code auth_time} of all its tokens
   */
  record Session(
      DirectoryUser user, String sessionId, Client client, Role role, Instant signedInAt) {}

  Tokens issue(Session session, Optional<String> refreshToken) {
    var now = clock.instant();
    var lifetime = TokenLifetimes.access(session.client());
    var access =
        claims(session, now, now.plus(lifetime))
            .claim("client_id", clients.id(session.client()))
            .claim("token_use", ACCESS)
            .claim("scope", "aws.cognito.signin.user.admin")
            .claim("username", session.user().username())
            .build();
    var id =
        claims(session, now, now.plus(lifetime))
            .audience(clients.id(session.client()))
            .claim("token_use", "id")
            .claim("cognito:username", session.user().username());
    session.user().email().ifPresent(email -> id.claim("email", email));
    return new Tokens(signer.sign(access), signer.sign(id.build()), refreshToken, lifetime);
  }

  /** The user id in an access token of ours that has not expired. */
  Optional<String> userOf(String accessToken) {
    return signer
        .read(accessToken)
        .filter(claims -> ACCESS.equals(claims.getClaim("token_use")))
        .filter(claims -> issuer.equals(claims.getIssuer()))
        .filter(claims -> claims.getExpirationTime().toInstant().isAfter(clock.instant()))
        .map(JWTClaimsSet::getSubject);
  }

  private JWTClaimsSet.Builder claims(Session session, Instant now, Instant until) {
    var claims =
        new JWTClaimsSet.Builder()
            .subject(session.user().userId())
            .issuer(issuer)
            .claim("origin_jti", session.sessionId())
            .claim("event_id", UUID.randomUUID().toString())
            .claim("auth_time", session.signedInAt().getEpochSecond())
            .claim("role", session.role().name().toLowerCase(Locale.ROOT))
            .issueTime(Date.from(now))
            .expirationTime(Date.from(until))
            .jwtID(UUID.randomUUID().toString());
    var groups = session.user().inAdmins() ? List.of(DirectoryUser.ADMINS) : List.<String>of();
    if (!groups.isEmpty()) {
      claims.claim("cognito:groups", groups);
    }
    return claims.claim("groups", Caller.groupsClaim(groups));
  }
}

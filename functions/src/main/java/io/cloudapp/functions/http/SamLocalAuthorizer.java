package io.cloudapp.functions.http;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent.RequestContext;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.cloudapp.core.api.Access;
import io.cloudapp.core.api.Route;
import io.cloudapp.logic.aws.AwsSettings;
import io.cloudapp.logic.login.AppClients;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.MalformedURLException;
import java.net.URI;
import java.text.ParseException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JWT authorizer of the API where none stands before a function: {@code sam local start-api}
 * knows no JWT authorizers and passes every request on as it came.
 *
 * <p>It verifies what API Gateway's would, so that it lets nobody through who would not get through
 * there.
 */
@Singleton
@Requires(property = "aws.sam.local", value = "true")
public final class SamLocalAuthorizer {

  private static final Logger LOG = LoggerFactory.getLogger(SamLocalAuthorizer.class);
  private static final String BEARER = "bearer ";

  private final DefaultJWTProcessor<SecurityContext> tokens = new DefaultJWTProcessor<>();
  private final AppClients clients;

  SamLocalAuthorizer(
      AppClients clients, AwsSettings aws, @Property(name = "cloudapp.issuer") String issuer)
      throws MalformedURLException {
    this.clients = clients;
    // What an issuer is called and where a container reaches it differ.
    var keys = aws.endpoint().map(url -> url + "/" + clients.userPoolId()).orElse(issuer);
    tokens.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256,
            JWKSourceBuilder.create(URI.create(keys + "/.well-known/jwks.json").toURL()).build()));
    tokens.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(
            new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")));
  }

  /** Adds the claims of the request's token, when it has a good one, as the API does. */
  void authorize(APIGatewayV2HTTPEvent event) {
    var route = Route.ofKey(event.getRouteKey());
    if (route.isEmpty() || event.getRequestContext().getAuthorizer() != null) {
      return;
    }
    token(event)
        .flatMap(token -> claims(token, audience(route.get().access())))
        .ifPresent(
            claims ->
                event
                    .getRequestContext()
                    .setAuthorizer(
                        RequestContext.Authorizer.builder()
                            .withJwt(
                                RequestContext.Authorizer.JWT.builder().withClaims(claims).build())
                            .build()));
  }

  private static Optional<String> token(APIGatewayV2HTTPEvent event) {
    return event.getHeaders().entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("authorization"))
        .map(Map.Entry::getValue)
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip())
        .findFirst();
  }

  private Set<String> audience(Access access) {
    return switch (access) {
      case USER -> Set.of(clients.webClientId(), clients.adminClientId());
      case ADMIN -> Set.of(clients.adminClientId());
      case ANYONE, WORKFLOW -> Set.of();
    };
  }

  private Optional<Map<String, String>> claims(String token, Set<String> audience) {
    try {
      var claims = tokens.process(token, null);
      var client = claims.getStringClaim("client_id");
      var meant = client == null ? Set.copyOf(claims.getAudience()) : Set.of(client);
      return meant.stream().anyMatch(audience::contains)
          ? Optional.of(strings(claims.toJSONObject()))
          : Optional.empty();
    } catch (ParseException | BadJOSEException | JOSEException refused) {
      LOG.warn("The token is not accepted: {}", refused.getMessage());
      return Optional.empty();
    }
  }

  /** API Gateway hands every claim over as a string; a list in brackets, blank-separated. */
  private static Map<String, String> strings(Map<String, Object> claims) {
    var strings = new HashMap<String, String>();
    claims.forEach(
        (name, value) ->
            strings.put(
                name,
                value instanceof Collection<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(" ", "[", "]"))
                    : String.valueOf(value)));
    return strings;
  }
}

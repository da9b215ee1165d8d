package io.cloudapp.core.api;

import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the gateway takes a {@link GatewayHeader} from. API Gateway's parameter mapping and
 * LocalCloud's gateway are both made of this.
 */
public sealed interface HeaderSource {

  /** A claim of the verified token, as it is; without the claim the header is not there. */
  record Claim(String name) implements HeaderSource {}

  /** The id that the gateway gives the request. */
  record RequestId() implements HeaderSource {}

  /** The IP address that the gateway sees. */
  record SourceAddress() implements HeaderSource {}

  record Fixed(String value) implements HeaderSource {}

  /** Not there, whatever the caller sent. */
  record Removed() implements HeaderSource {}

  /** As the caller sent it. */
  record PassedOn() implements HeaderSource {}

  /** Header → source, of every header of {@link GatewayHeader}. */
  static Map<String, HeaderSource> of(Route route) {
    var sources = new TreeMap<String, HeaderSource>();
    names().forEach(name -> sources.put(name, new Removed()));
    sources.put(GatewayHeader.REQUEST, new RequestId());
    sources.put(GatewayHeader.ADDRESS, new SourceAddress());
    sources.put(GatewayHeader.BROWSER, new PassedOn());
    switch (route.access()) {
      case ANYONE -> {}
      case WORKFLOW -> sources.put(GatewayHeader.CALLER, new Fixed("workflow"));
      case USER, ADMIN -> {
        sources.put(GatewayHeader.USER, new Claim("sub"));
        // An id token has no such claim; the services take access tokens only.
        sources.put(GatewayHeader.USERNAME, new Claim("username"));
        sources.put(GatewayHeader.ROLE, new Claim("role"));
        sources.put(GatewayHeader.SESSION, new Claim("origin_jti"));
        sources.put(GatewayHeader.SIGNED_IN, new Claim("auth_time"));
        sources.put(GatewayHeader.GROUPS, new Claim("groups"));
      }
    }
    return sources;
  }

  /** A header that is added there is removed from every request until somebody maps it. */
  private static List<String> names() {
    return Arrays.stream(GatewayHeader.class.getFields())
        .filter(field -> Modifier.isStatic(field.getModifiers()))
        .map(
            field -> {
              try {
                return (String) field.get(null);
              } catch (IllegalAccessException notPublic) {
                throw new IllegalStateException(field + " is not public", notPublic);
              }
            })
        .toList();
  }
}

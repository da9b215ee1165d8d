package io.cloudapp.pulumi.api;

import io.cloudapp.core.api.HeaderSource;
import io.cloudapp.core.api.Route;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parameter mapping that tells the services who asks, whatever the caller sent by that name.
 */
final class ServiceHeaders {

  private ServiceHeaders() {}

  static Map<String, String> of(Route route) {
    var parameters = new TreeMap<String, String>();
    HeaderSource.of(route)
        .forEach(
            (header, source) -> {
              switch (source) {
                case HeaderSource.Claim(var claim) ->
                    overwrite(parameters, header, "$context.authorizer.claims." + claim);
                case HeaderSource.RequestId() ->
                    overwrite(parameters, header, "$context.requestId");
                case HeaderSource.SourceAddress() ->
                    overwrite(parameters, header, "$context.identity.sourceIp");
                case HeaderSource.Fixed(var value) -> overwrite(parameters, header, value);
                // AWS wants a value that means nothing.
                case HeaderSource.Removed() -> parameters.put("remove:header." + header, "''");
                case HeaderSource.PassedOn() -> {}
              }
            });
    return parameters;
  }

  private static void overwrite(Map<String, String> parameters, String header, String value) {
    parameters.put("overwrite:header." + header, value);
  }
}

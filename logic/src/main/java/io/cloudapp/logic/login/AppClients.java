package io.cloudapp.logic.login;

import io.cloudapp.core.login.SignIn.Client;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;

/**
 * The user pool and its two app clients, whose ids are the audiences of the tokens.
 *
 * @param userPoolId empty in an installation without a pool
 */
@ConfigurationProperties("cloudapp.cognito")
public record AppClients(
    @Bindable(defaultValue = "") String userPoolId,
    @Bindable(defaultValue = "cloudapp-web") String webClientId,
    @Bindable(defaultValue = "cloudapp-admin") String adminClientId) {

  String id(Client client) {
    return client == Client.ADMIN ? adminClientId : webClientId;
  }

  Client client(String id) {
    return id.equals(adminClientId) ? Client.ADMIN : Client.WEB;
  }
}

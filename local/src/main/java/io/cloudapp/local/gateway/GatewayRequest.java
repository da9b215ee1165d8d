package io.cloudapp.local.gateway;

import io.cloudapp.local.http.HttpCall;

/** One request at the API with the id that people quote. */
public record GatewayRequest(String id, HttpCall call) {}

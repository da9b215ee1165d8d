package io.cloudapp.webapp.api;

import io.micronaut.context.annotation.ConfigurationProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the API is.
 *
 * @param url the base of every route, for example {@code https://api.example.org}; no query
 * @param readTimeout longer than the 28 seconds that a sign-in may take, and the 20 for which a
 *     read may wait
 */
@ConfigurationProperties("cloudapp.api")
record ApiSettings(URI url, Duration connectTimeout, Duration readTimeout) {

  ApiSettings {
    Objects.requireNonNull(url, "Set cloudapp.api.url to the base URL of the API");
  }
}

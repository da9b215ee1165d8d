package io.cloudapp.webapp.page;

import io.cloudapp.webapp.session.Anyone;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.exceptions.HttpStatusException;

/** Serves the assets, which browsers may keep for a year. */
@Anyone
@Controller("/assets")
class AssetController {

  private final Assets assets;

  AssetController(Assets assets) {
    this.assets = assets;
  }

  @Get("/{fileName}")
  HttpResponse<byte[]> read(String fileName) {
    return assets
        .find(fileName)
        .map(
            asset ->
                HttpResponse.ok(asset.content())
                    .contentType(MediaType.of(asset.contentType()))
                    .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                    .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable"))
        .orElseThrow(() -> new HttpStatusException(HttpStatus.NOT_FOUND, "No such asset"));
  }
}

package io.cloudapp.webapp.page;

import io.micronaut.context.annotation.Primary;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;

/** Gives the framework's own refusals and failures the pages of this site. */
@Primary
@Singleton
class ErrorPageProcessor implements ErrorResponseProcessor<String> {

  private final ErrorPages pages;

  ErrorPageProcessor(ErrorPages pages) {
    this.pages = pages;
  }

  @Override
  public MutableHttpResponse<String> processResponse(
      ErrorContext context, MutableHttpResponse<?> response) {
    var request = context.getRequest();
    var status = HttpStatus.valueOf(response.code());
    var page =
        status.getCode() < 500
            ? pages.show(request, status, ErrorPages.nameOf(status))
            : pages.showUnexpected(request, context.getRootCause().orElse(null));
    return response
        .status(page.code(), page.reason())
        .contentType(MediaType.of("text/html;charset=utf-8"))
        .body(page.body());
  }
}

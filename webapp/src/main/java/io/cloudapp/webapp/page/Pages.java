package io.cloudapp.webapp.page;

import io.cloudapp.webapp.session.CsrfTokens;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.views.thymeleaf.WebContext;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.thymeleaf.TemplateEngine;

/** Renders the pages. */
@Singleton
public class Pages {

  private static final MediaType HTML = MediaType.of("text/html;charset=utf-8");

  private final TemplateEngine templates;
  private final CsrfTokens csrfTokens;
  private final Assets assets;
  private final Moments moments;

  Pages(TemplateEngine templates, CsrfTokens csrfTokens, Assets assets, Moments moments) {
    this.templates = templates;
    this.csrfTokens = csrfTokens;
    this.assets = assets;
    this.moments = moments;
  }

  /**
   * @param template below {@code views/}, for example {@code instance/home}
   */
  public MutableHttpResponse<String> show(
      HttpRequest<?> request, String template, Map<String, ?> model) {
    return show(request, HttpStatus.OK, template, model);
  }

  public MutableHttpResponse<String> show(
      HttpRequest<?> request, HttpStatus status, String template, Map<String, ?> model) {
    var variables = new HashMap<String, Object>(model);
    var preferences = Preferences.of(request);
    variables.put("layout", layout(request, preferences.language()));
    variables.put("assets", assets);
    variables.put("moments", moments);
    var html =
        templates.process(
            template, new WebContext(request, preferences.language().locale(), variables));
    return HttpResponse.<String>status(status).contentType(HTML).body(html);
  }

  private Layout layout(HttpRequest<?> request, Language language) {
    var session = Sessions.of(request);
    return new Layout(
        session.isPresent(),
        session.map(Session::username).orElse(""),
        session.map(Session::admin).orElse(false),
        language,
        request.getPath(),
        request.getMethod() == HttpMethod.GET ? request.getUri().toString() : request.getPath(),
        csrfTokens.issue(request),
        Notice.of(request).map(Notice::key).orElse(""));
  }
}

package io.cloudapp.webapp.audit;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.csv.CsvWriter;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.http.context.ServerRequestContext;
import io.micronaut.http.server.types.files.StreamedFile;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Who did what, when, from where, and how it ended. */
@SecondFactor
@Controller("/admin")
@ExecuteOn(TaskExecutors.BLOCKING)
class AuditController {

  private static final String PATH = "/admin/audit";
  private static final Page<AuditEntry> NOTHING = new Page<>(List.of(), Optional.empty());

  private final AuditTrail trail;
  private final AuditLines lines;
  private final Texts texts;
  private final Pages pages;
  private final Clock clock;

  AuditController(AuditTrail trail, AuditLines lines, Texts texts, Pages pages, Clock clock) {
    this.trail = trail;
    this.lines = lines;
    this.texts = texts;
    this.pages = pages;
    this.clock = clock;
  }

  @Get("/audit")
  @Produces(MediaType.TEXT_HTML)
  HttpResponse<?> list(
      HttpRequest<?> request, Session session, @QueryValue("after") Optional<String> after) {
    var filter = AuditFilter.of(request);
    var errors = filter.errors(texts);
    if (!errors.isEmpty()) {
      var refusal = new Refusal("", "", errors);
      return page(request, HttpStatus.UNPROCESSABLE_ENTITY, filter, NOTHING, after, refusal);
    }
    return switch (trail.list(token(session), filter, after)) {
      case ApiAnswer.Given<Page<AuditEntry>>(var found) ->
          page(request, HttpStatus.OK, filter, found, after, Refusal.none());
      case ApiAnswer.Refused<Page<AuditEntry>>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              filter,
              NOTHING,
              after,
              Refusal.of(problem));
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request,
      HttpStatus status,
      AuditFilter filter,
      Page<AuditEntry> found,
      Optional<String> after,
      Refusal refusal) {
    return pages.show(
        request,
        status,
        "audit/list",
        Map.of(
            "filter", filter,
            "actions", lines.actions(),
            "outcomes", lines.outcomes(),
            "entries", found.items().stream().map(lines::of).toList(),
            "next", found.next().orElse(""),
            "first", after.isEmpty(),
            "refusal", refusal));
  }

  @Get("/audit.csv")
  HttpResponse<?> file(HttpRequest<?> request, Session session) {
    var filter = AuditFilter.of(request);
    if (!filter.errors(texts).isEmpty()) {
      return HttpResponse.seeOther(URI.create(filter.address(PATH)));
    }
    var token = token(session);
    var first = trail.export(token, filter, Optional.empty()).orErrorPage();
    var file =
        new AuditFile(
            first,
            next -> following(request, token, filter, next),
            texts.of("audit.csv.limit", AuditFile.MAXIMUM_ENTRIES));
    var day = LocalDate.ofInstant(clock.instant(), filter.zone());
    return HttpResponse.ok(
        new StreamedFile(file.content(), MediaType.of(CsvWriter.MEDIA_TYPE))
            .attach("cloudapp-audit-%s.csv".formatted(day)));
  }

  /** The pages are asked for while the file is sent, on whatever thread does that. */
  private Page<AuditEntry> following(
      HttpRequest<?> request, AccessToken token, AuditFilter filter, String after) {
    Supplier<Page<AuditEntry>> export =
        () -> trail.export(token, filter, Optional.of(after)).orErrorPage();
    return ServerRequestContext.with(request, export);
  }

  private AccessToken token(Session session) {
    return session.adminToken(clock.instant()).orElseThrow(() -> new SessionEnded(true));
  }
}

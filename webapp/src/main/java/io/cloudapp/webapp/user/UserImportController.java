package io.cloudapp.webapp.user;

import io.cloudapp.core.user.UserImport;
import io.cloudapp.core.user.UserImport.Line;
import io.cloudapp.core.user.UserImport.Outcome;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.ApiSentences;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.SecondFactor;
import io.cloudapp.webapp.session.Session;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Creates many users from a file, after a look at what would happen. */
@SecondFactor
@Controller("/admin/users/import")
@Produces(MediaType.TEXT_HTML)
@Consumes({MediaType.MULTIPART_FORM_DATA, MediaType.APPLICATION_FORM_URLENCODED})
@ExecuteOn(TaskExecutors.BLOCKING)
class UserImportController {

  private final Users users;
  private final AdminTokens tokens;
  private final Texts texts;
  private final Pages pages;

  UserImportController(Users users, AdminTokens tokens, Texts texts, Pages pages) {
    this.users = users;
    this.tokens = tokens;
    this.texts = texts;
    this.pages = pages;
  }

  /** A line of the report; {@code style} is a badge's. */
  public record LineView(
      long number,
      String username,
      String style,
      String outcome,
      String message,
      String password) {}

  @Get
  HttpResponse<?> form(HttpRequest<?> request, Session session) {
    tokens.of(session);
    return page(request, HttpStatus.OK, "", Refusal.none());
  }

  @Post
  HttpResponse<?> run(HttpRequest<?> request, Session session, Form form) {
    var file = form.raw("file");
    var csv = file.isBlank() ? form.raw("csv") : file;
    if (csv.isBlank()) {
      return page(
          request,
          HttpStatus.UNPROCESSABLE_ENTITY,
          "",
          Refusal.ofField("csv", texts.of("user.import.missing")));
    }
    var dryRun = !form.text("step").equals("import");
    return switch (users.importCsv(tokens.of(session), csv, dryRun)) {
      case ApiAnswer.Given<UserImport>(UserImport report) -> report(request, report, csv);
      case ApiAnswer.Refused<UserImport>(var problem) ->
          page(request, HttpStatus.valueOf(problem.status()), csv, Refusal.of(problem));
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request, HttpStatus status, String csv, Refusal refusal) {
    return pages.show(request, status, "user/import", Map.of("csv", csv, "refusal", refusal));
  }

  private HttpResponse<?> report(HttpRequest<?> request, UserImport report, String csv) {
    var left = report.count(Outcome.NOT_REACHED) + report.count(Outcome.FAILED);
    return pages.show(
        request,
        report.accepted() ? HttpStatus.OK : HttpStatus.UNPROCESSABLE_ENTITY,
        "user/imported",
        Map.of(
            "lines", report.lines().stream().map(this::view).toList(),
            "accepted", report.accepted(),
            "dryRun", report.dryRun(),
            "invalid", report.count(Outcome.INVALID),
            "creatable", report.count(Outcome.CREATABLE),
            "created", report.count(Outcome.CREATED),
            "left", left,
            "passwords",
                report.lines().stream().anyMatch(line -> line.temporaryPassword().isPresent()),
            "csv", csv));
  }

  private LineView view(Line line) {
    var outcome = line.outcome().name().toLowerCase(Locale.ROOT).replace('_', '-');
    return new LineView(
        line.number(),
        line.username(),
        style(line.outcome()),
        texts.of("user.import.outcome." + outcome),
        line.messages().stream().map(ApiSentences::tell).collect(Collectors.joining(" ")),
        line.temporaryPassword().orElse(""));
  }

  private static String style(Outcome outcome) {
    return switch (outcome) {
      case CREATABLE, NOT_REACHED -> "accepted";
      case CREATED -> "succeeded";
      case EXISTS -> "terminated";
      case INVALID, FAILED -> "failed";
    };
  }
}

package io.cloudapp.functions.listaudit;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Route;
import io.cloudapp.functions.http.Answer;
import io.cloudapp.functions.http.HttpFunction;
import io.cloudapp.functions.http.HttpRequest;
import io.cloudapp.logic.audit.AuditQuery;
import io.cloudapp.logic.audit.AuditQuery.Reading;
import io.cloudapp.logic.audit.ListAudit;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code GET /audit[?actor=][&action=][&outcome=][&target=][&from=][&to=][&after=][&limit=]} and,
 * with the same filters, {@code GET /audit/export}, whose pages are larger and which is audited
 * itself.
 */
public final class ListAuditHandler extends HttpFunction {

  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  @Inject ListAudit listAudit;

  public ListAuditHandler() {}

  public ListAuditHandler(ApplicationContext context) {
    super(context);
  }

  @Override
  protected Answer answer(HttpRequest request) {
    return switch (AuditQuery.read(request::queryParameter)) {
      case Reading.Bad(var errors) -> Answer.of(Problem.ofFields(errors));
      case Reading.Good(var query) ->
          request.routeKey().equals(Route.EXPORT_AUDIT.routeKey())
              ? Answer.ok(
                  listAudit.export(request.person(), query, request.queryParameter("after")))
              : list(request, query);
    };
  }

  private Answer list(HttpRequest request, AuditQuery query) {
    var limit =
        request
            .queryParameter("limit")
            .map(value -> NUMBER.matcher(value).matches() ? Integer.parseInt(value) : 0)
            .orElse(Page.DEFAULT_LIMIT);
    if (limit < 1 || limit > Page.MAXIMUM_LIMIT) {
      return Answer.of(
          Problem.ofField("limit", "Send a number from 1 to %d.".formatted(Page.MAXIMUM_LIMIT)));
    }
    Optional<String> after = request.queryParameter("after");
    return Answer.ok(listAudit.list(query, after, limit));
  }
}

package io.cloudapp.webapp.audit;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads the audit log. */
@Singleton
class AuditTrail {

  private static final int PAGE_SIZE = 50;

  private final ApiClient api;

  AuditTrail(ApiClient api) {
    this.api = api;
  }

  /**
   * @param after where the former page ended
   */
  ApiAnswer<Page<AuditEntry>> list(AccessToken token, AuditFilter filter, Optional<String> after) {
    return send(
        ApiCall.ofList(Route.LIST_AUDIT, AuditEntry.class)
            .query("limit", String.valueOf(PAGE_SIZE)),
        token,
        filter,
        after);
  }

  /** A larger page, for a file; the API writes down that somebody took it. */
  ApiAnswer<Page<AuditEntry>> export(
      AccessToken token, AuditFilter filter, Optional<String> after) {
    return send(ApiCall.ofList(Route.EXPORT_AUDIT, AuditEntry.class), token, filter, after);
  }

  private ApiAnswer<Page<AuditEntry>> send(
      ApiCall<Page<AuditEntry>> call,
      AccessToken token,
      AuditFilter filter,
      Optional<String> after) {
    filter.parameters().forEach(call::query);
    return api.send(call.query("after", after).as(token));
  }
}

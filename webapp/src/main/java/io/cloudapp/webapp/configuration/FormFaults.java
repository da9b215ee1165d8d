package io.cloudapp.webapp.configuration;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.webapp.page.ApiSentences;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Brings the API's messages to the fields of the form, which are fewer than the API's. */
@Singleton
class FormFaults {

  private static final Pattern RULE = Pattern.compile("ingress\\[(\\d{1,4})]\\..+");

  private static final Map<String, String> FIELDS =
      Map.of(
          "access", "groups",
          "access.groups", "groups",
          "disk", "diskSize",
          "disk.sizeGigabytes", "diskSize",
          "disk.type", "diskType",
          "disk.encrypted", "diskType",
          "maximumLifetimeHours", "lifetime");

  private final Texts texts;

  FormFaults(Texts texts) {
    this.texts = texts;
  }

  Refusal of(Problem problem) {
    if (problem.errors().isEmpty()) {
      return Refusal.of(problem);
    }
    var fields = new LinkedHashMap<String, String>();
    for (var error : problem.errors()) {
      fields.putIfAbsent(field(error), message(error));
    }
    return new Refusal(
        texts.of("configuration.faults", fields.size()), problem.reference(), fields);
  }

  private static String field(FieldError error) {
    return RULE.matcher(error.field()).matches()
        ? "ingress"
        : FIELDS.getOrDefault(error.field(), error.field());
  }

  private String message(FieldError error) {
    var rule = RULE.matcher(error.field());
    var told = ApiSentences.tell(error.message());
    return rule.matches()
        ? texts.of("configuration.rule.fault", Integer.parseInt(rule.group(1)) + 1, told)
        : told;
  }
}

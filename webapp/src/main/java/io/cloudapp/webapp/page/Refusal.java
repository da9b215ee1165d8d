package io.cloudapp.webapp.page;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a form was not accepted, as its page shows it.
 *
 * @param sentence for the whole form; empty when nothing is wrong or only fields are
 * @param fields JSON name of a field → what is wrong with it
 */
public record Refusal(String sentence, String reference, Map<String, String> fields) {

  public Refusal {
    fields = Map.copyOf(fields);
  }

  public static Refusal none() {
    return new Refusal("", "", Map.of());
  }

  public static Refusal ofSentence(String sentence) {
    return new Refusal(sentence, "", Map.of());
  }

  public static Refusal ofField(String field, String message) {
    return new Refusal("", "", Map.of(field, message));
  }

  /** The API's refusal; its fields become field errors. */
  public static Refusal of(Problem problem) {
    var fields =
        problem.errors().stream()
            .collect(Collectors.toMap(FieldError::field, FieldError::message, (first, _) -> first));
    var sentence = problem.detail().isEmpty() ? problem.title() : problem.detail();
    return new Refusal(fields.isEmpty() ? sentence : "", problem.reference(), fields);
  }

  /** The API's refusal as one sentence, for a page without fields. */
  public static Refusal whole(Problem problem) {
    var sentence = problem.detail().isEmpty() ? problem.title() : problem.detail();
    return new Refusal(sentence, problem.reference(), Map.of());
  }

  /** What is wrong with one field; empty when nothing is. */
  public String message(String field) {
    return fields.getOrDefault(field, "");
  }
}

package io.cloudapp.webapp.page;

import io.cloudapp.core.api.Problem;
import io.cloudapp.core.api.Problem.FieldError;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Why a form was not accepted, as its page shows it.
 *
 * @param sentence for the whole form; empty when nothing is wrong or only fields are
 * @param original the API's own English words where nobody translated them; may be empty
 * @param fields JSON name of a field → what is wrong with it
 */
public record Refusal(
    String sentence, String original, String reference, Map<String, String> fields) {

  public Refusal {
    fields = Map.copyOf(fields);
  }

  /** A refusal whose sentence the person can read. */
  public Refusal(String sentence, String reference, Map<String, String> fields) {
    this(sentence, "", reference, fields);
  }

  public static Refusal none() {
    return new Refusal("", "", "", Map.of());
  }

  public static Refusal ofSentence(String sentence) {
    return new Refusal(sentence, "", "", Map.of());
  }

  public static Refusal ofField(String field, String message) {
    return new Refusal("", "", "", Map.of(field, message));
  }

  /** The API's refusal; its fields become field errors. */
  public static Refusal of(Problem problem) {
    var fields =
        problem.errors().stream()
            .collect(
                Collectors.toMap(
                    FieldError::field,
                    error -> ApiSentences.tellOfField(error.message()),
                    (first, _) -> first));
    if (!fields.isEmpty()) {
      return new Refusal("", "", problem.reference(), fields);
    }
    var told = ApiSentences.tell(problem);
    return new Refusal(told.sentence(), told.original(), problem.reference(), fields);
  }

  /** The API's refusal as one sentence, for a page without fields. */
  public static Refusal whole(Problem problem) {
    var told = ApiSentences.tell(problem);
    return new Refusal(told.sentence(), told.original(), problem.reference(), Map.of());
  }

  /** What is wrong with one field; empty when nothing is. */
  public String message(String field) {
    return fields.getOrDefault(field, "");
  }
}

package io.cloudapp.pulumi.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.pulumi.core.Output;
import io.cloudapp.core.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes IAM policy documents. */
public final class Policy {

  /** The same document every time: another order would be a change to deploy. */
  private static final ObjectWriter JSON =
      Json.mapper().writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

  private Policy() {}

  public static Output<String> of(Statement... statements) {
    return of(List.of(statements));
  }

  public static Output<String> of(List<Statement> statements) {
    return Output.all(statements.stream().map(Policy::resolved).toList())
        .applyValue(
            resolved -> {
              var document = new LinkedHashMap<String, Object>();
              document.put("Version", "2012-10-17");
              document.put("Statement", resolved);
              return write(document);
            });
  }

  /** What lets an AWS service use a role. */
  public static Output<String> assumedBy(String service) {
    return Output.of(
        write(
            Map.of(
                "Version",
                "2012-10-17",
                "Statement",
                List.of(
                    Map.of(
                        "Effect",
                        "Allow",
                        "Action",
                        "sts:AssumeRole",
                        "Principal",
                        Map.of("Service", service))))));
  }

  /**
   * A JSON text of values that are known only when the stack is up.
   *
   * @param value maps, lists and texts, or outputs of them
   */
  public static Output<String> json(Object value) {
    return resolvedValue(value).applyValue(Policy::write);
  }

  private static Output<Map<String, Object>> resolved(Statement statement) {
    var fixed = new LinkedHashMap<String, Object>();
    fixed.put("Effect", "Allow");
    fixed.put("Action", statement.actions());
    var resources =
        Output.all(statement.resources())
            .applyValue(all -> all.size() == 1 ? (Object) all.getFirst() : all);
    var all = new LinkedHashMap<String, Output<?>>();
    fixed.forEach((key, value) -> all.put(key, Output.of(value)));
    statement
        .principal()
        .ifPresent(
            principal ->
                all.put(
                    "Principal", principal.id().applyValue(id -> Map.of(principal.kind(), id))));
    all.put("Resource", resources);
    if (!statement.conditions().isEmpty()) {
      var operators = new LinkedHashMap<String, Object>();
      operators.putAll(statement.conditions());
      all.put("Condition", resolvedMap(operators));
    }
    return resolvedMap(all);
  }

  private static Output<Map<String, Object>> resolvedMap(Map<String, ?> values) {
    var keys = new ArrayList<>(values.keySet());
    var outputs = keys.stream().map(key -> resolvedValue(values.get(key))).toList();
    return Output.all(outputs)
        .applyValue(
            resolved -> {
              var map = new LinkedHashMap<String, Object>();
              for (int index = 0; index < keys.size(); index++) {
                map.put(keys.get(index), resolved.get(index));
              }
              return map;
            });
  }

  @SuppressWarnings("unchecked")
  private static Output<Object> resolvedValue(Object value) {
    return switch (value) {
      case Output<?> output -> output.applyValue(known -> (Object) known);
      case Map<?, ?> map ->
          resolvedMap((Map<String, ?>) map).applyValue(resolved -> (Object) resolved);
      case List<?> list ->
          Output.all(list.stream().map(Policy::resolvedValue).toList())
              .applyValue(resolved -> (Object) resolved);
      default -> Output.of(value);
    };
  }

  private static String write(Object document) {
    try {
      return JSON.writeValueAsString(document);
    } catch (JsonProcessingException unwritable) {
      throw new IllegalStateException("A document cannot be written", unwritable);
    }
  }
}

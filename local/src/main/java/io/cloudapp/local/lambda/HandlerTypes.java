package io.cloudapp.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The types a handler gave for {@code RequestHandler}'s input and output. */
record HandlerTypes(Type input, Type output) {

  static HandlerTypes of(Class<?> handler) {
    return find(handler, Map.of())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    handler.getName() + " does not say what it reads and writes."));
  }

  private static Optional<HandlerTypes> find(Type type, Map<TypeVariable<?>, Type> known) {
    Class<?> raw;
    var variables = new HashMap<>(known);
    if (type instanceof ParameterizedType parameterized) {
      raw = (Class<?>) parameterized.getRawType();
      var arguments = parameterized.getActualTypeArguments();
      if (raw == RequestHandler.class) {
        var input = known.getOrDefault(arguments[0], arguments[0]);
        var output = known.getOrDefault(arguments[1], arguments[1]);
        return concrete(input) && concrete(output)
            ? Optional.of(new HandlerTypes(input, output))
            : Optional.empty();
      }
      for (int index = 0; index < arguments.length; index++) {
        variables.put(
            raw.getTypeParameters()[index], known.getOrDefault(arguments[index], arguments[index]));
      }
    } else if (type instanceof Class<?> plain) {
      raw = plain;
    } else {
      return Optional.empty();
    }
    for (var parent : raw.getGenericInterfaces()) {
      var found = find(parent, variables);
      if (found.isPresent()) {
        return found;
      }
    }
    var parent = raw.getGenericSuperclass();
    return parent == null ? Optional.empty() : find(parent, variables);
  }

  private static boolean concrete(Type type) {
    return !(type instanceof TypeVariable<?>) && !(type instanceof GenericArrayType);
  }
}

package io.cloudapp.functions.prepareinstallation;

import com.fasterxml.jackson.core.type.TypeReference;
import io.cloudapp.core.json.Json;
import io.cloudapp.logic.preparation.PrepareInstallation;
import io.cloudapp.logic.preparation.Rotation;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.MicronautRequestHandler;
import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/** Makes an installation ready for this version; called by each deployment, and to rotate. */
public final class PrepareInstallationHandler
    extends MicronautRequestHandler<Map<String, Object>, Map<String, Object>> {

  private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

  @Inject PrepareInstallation preparation;

  public PrepareInstallationHandler() {}

  public PrepareInstallationHandler(ApplicationContext context) {
    super(context);
  }

  /** From {@code {}}, or {@code {"rotate": ["SESSION_KEYS"]}}, to what was found and done. */
  @Override
  public Map<String, Object> execute(Map<String, Object> event) {
    var rotations = EnumSet.noneOf(Rotation.class);
    if (event.getOrDefault("rotate", List.of()) instanceof List<?> names) {
      names.forEach(name -> rotations.add(rotation(name)));
    } else {
      throw rotation(event.get("rotate"), null);
    }
    return Json.mapper().convertValue(preparation.run(rotations), OBJECT);
  }

  private static Rotation rotation(Object name) {
    try {
      return Rotation.valueOf(String.valueOf(name));
    } catch (IllegalArgumentException unknown) {
      throw rotation(name, unknown);
    }
  }

  private static IllegalArgumentException rotation(Object name, Throwable cause) {
    return new IllegalArgumentException(
        "\"rotate\" is %s; give it a list of %s.".formatted(name, List.of(Rotation.values())),
        cause);
  }
}

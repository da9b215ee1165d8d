package io.cloudapp.services.edge;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.cloudapp.core.json.Json;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.jackson.ObjectMapperFactory;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/** Lets the framework read and write JSON as the rest of CloudApp does. */
@Factory
final class ServiceJson {

  @Singleton
  @Primary
  @Named("json")
  @Replaces(value = ObjectMapper.class, factory = ObjectMapperFactory.class)
  ObjectMapper json() {
    return Json.mapper().copy();
  }
}

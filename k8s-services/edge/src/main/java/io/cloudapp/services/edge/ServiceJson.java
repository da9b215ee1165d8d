package io.cloudapp.services.edge;

import com.fasterxml.jackson.databind.DeserializationFeature;
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
    // A field that is there twice means one thing to us and another to whoever looked before.
    return Json.mapper().copy().enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  }
}

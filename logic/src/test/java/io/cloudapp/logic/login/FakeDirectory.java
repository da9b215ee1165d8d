package io.cloudapp.logic.login;

import static org.mockito.Mockito.mock;

import io.cloudapp.logic.World;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** A directory that lets nobody in. */
@Factory
@Requires(env = World.ENVIRONMENT)
final class FakeDirectory {

  @Singleton
  @Replaces(bean = CognitoDirectory.class, factory = Directories.class)
  Directory directory() {
    return mock(Directory.class);
  }
}

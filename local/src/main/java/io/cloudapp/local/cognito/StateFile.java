package io.cloudapp.local.cognito;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/** The pools on disk, readable by the owner only because signing keys are in it. */
final class StateFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule())
          .visibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
          .build();

  private final Path file;

  StateFile(Path folder) {
    this.file = folder.resolve("cognito.json");
  }

  List<PoolState> load() {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      var snapshots =
          JSON.readValue(file.toFile(), new TypeReference<List<PoolState.Snapshot>>() {});
      var pools = new ArrayList<PoolState>();
      for (PoolState.Snapshot snapshot : snapshots) {
        pools.add(PoolState.of(snapshot));
      }
      return List.copyOf(pools);
    } catch (IOException unreadable) {
      throw new UncheckedIOException("The user pools in " + file + " cannot be read.", unreadable);
    } catch (ParseException noKey) {
      throw new IllegalStateException("A signing key in " + file + " cannot be read.", noKey);
    }
  }

  synchronized void save(List<PoolState> pools) {
    try {
      Files.createDirectories(file.getParent());
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var written = Files.createTempFile(file.getParent(), "cognito", ".json", ownerOnly);
      Files.write(
          written, JSON.writeValueAsBytes(pools.stream().map(PoolState::snapshot).toList()));
      Files.move(
          written, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException unwritable) {
      throw new UncheckedIOException("The user pools cannot be kept in " + file + ".", unwritable);
    }
  }
}

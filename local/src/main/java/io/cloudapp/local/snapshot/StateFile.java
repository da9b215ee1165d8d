package io.cloudapp.local.snapshot;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What one service of LocalCloud remembers between two starts, as a JSON file that only its owner
 * can read.
 *
 * <p>Changes are gathered for a moment and written as a whole, so that a burst of requests costs
 * one write. A crash loses at most that moment.
 *
 * @param <S> the state, a record of records
 */
public final class StateFile<S> implements AutoCloseable {

  private static final Duration GATHERING = Duration.ofMillis(200);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(
              new SimpleModule()
                  .addSerializer(Instant.class, ToStringSerializer.instance)
                  .addDeserializer(Instant.class, new InstantReader()))
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private final Optional<Path> file;
  private final Class<S> type;
  private final AtomicBoolean waiting = new AtomicBoolean();
  private final ScheduledExecutorService writer;
  private Supplier<S> latest;

  private StateFile(Optional<Path> file, Class<S> type) {
    this.file = file;
    this.type = type;
    this.writer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("state-" + type.getSimpleName()).factory());
  }

  /** State that is kept in the file, which need not exist yet. */
  public static <S> StateFile<S> at(Path file, Class<S> type) {
    return new StateFile<>(Optional.of(file.toAbsolutePath()), type);
  }

  /** State that lives no longer than the process. */
  public static <S> StateFile<S> nowhere(Class<S> type) {
    return new StateFile<>(Optional.empty(), type);
  }

  /**
   * What was kept last.
   *
   * @throws UncheckedIOException when the file is there and cannot be read as this state
   */
  public Optional<S> load() {
    if (file.isEmpty() || !Files.exists(file.get())) {
      return Optional.empty();
    }
    try {
      return Optional.of(JSON.readValue(file.get().toFile(), type));
    } catch (JsonProcessingException unreadable) {
      // The message of the parser would quote the content, which may be a secret.
      throw new UncheckedIOException(
          new IOException(file.get() + " is not a state that this version can read."));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * Has the state written soon.
   *
   * @param state asked for at the time of writing, on another thread
   */
  public void changed(Supplier<S> state) {
    if (file.isEmpty()) {
      return;
    }
    synchronized (waiting) {
      latest = state;
    }
    if (waiting.compareAndSet(false, true)) {
      writer.schedule(this::writeLatest, GATHERING.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void writeLatest() {
    waiting.set(false);
    Supplier<S> state;
    synchronized (waiting) {
      state = latest;
      latest = null;
    }
    if (state != null) {
      write(state.get());
    }
  }

  private void write(S state) {
    var target = file.orElseThrow();
    var draft = target.resolveSibling(target.getFileName() + ".new");
    try {
      Files.createDirectories(target.getParent());
      Files.deleteIfExists(draft);
      var ownerOnly =
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
      var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      try (var channel = FileChannel.open(draft, options, ownerOnly)) {
        var bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(state));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Writes what is not written yet. */
  @Override
  public void close() {
    writer.shutdownNow();
    try {
      writer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    writeLatest();
  }

  private static final class InstantReader extends StdDeserializer<Instant> {

    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return Instant.parse(parser.getText());
    }
  }
}

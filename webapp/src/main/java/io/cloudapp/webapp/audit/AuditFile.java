package io.cloudapp.webapp.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudapp.core.api.Page;
import io.cloudapp.core.audit.AuditEntry;
import io.cloudapp.core.csv.CsvWriter;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The audit log as CSV, a page at a time: the next one is asked for when the last one is sent, so
 * no more than one is ever held.
 */
final class AuditFile implements Enumeration<InputStream> {

  static final int MAXIMUM_ENTRIES = 100_000;

  private static final String[] COLUMNS = {
    "at", "actor", "actor_id", "action", "outcome", "target", "detail", "address", "times"
  };

  private final StringBuilder text = new StringBuilder();
  private final CsvWriter csv = new CsvWriter(text, COLUMNS);
  private final Function<String, Page<AuditEntry>> following;
  private final String limitReached;
  private Optional<Supplier<Page<AuditEntry>>> upcoming;
  private int entries;

  /**
   * @param first the first page, so that a refusal can still become an error page
   * @param following from a page's {@code next} to the page after it
   * @param limitReached the sentence that ends a file which does not hold everything
   */
  AuditFile(
      Page<AuditEntry> first, Function<String, Page<AuditEntry>> following, String limitReached) {
    this.upcoming = Optional.of(() -> first);
    this.following = following;
    this.limitReached = limitReached;
  }

  /** What the file says, from its first byte. */
  InputStream content() {
    return new FilterInputStream(new SequenceInputStream(this)) {
      /** Only such an exception ends the connection at once; at any other the reader waits. */
      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        try {
          return super.read(bytes, offset, length);
        } catch (RuntimeException refused) {
          throw new IOException("The audit log could not be read to its end", refused);
        }
      }
    };
  }

  @Override
  public boolean hasMoreElements() {
    return upcoming.isPresent();
  }

  @Override
  public InputStream nextElement() {
    var page = upcoming.orElseThrow(NoSuchElementException::new).get();
    page.items().forEach(this::write);
    entries += page.items().size();
    upcoming = page.next().map(next -> () -> following.apply(next));
    if (entries >= MAXIMUM_ENTRIES && upcoming.isPresent()) {
      csv.row("", "", "", "", "", "", limitReached, "", "");
      upcoming = Optional.empty();
    }
    var bytes = text.toString().getBytes(UTF_8);
    text.setLength(0);
    return new ByteArrayInputStream(bytes);
  }

  private void write(AuditEntry entry) {
    csv.row(
        entry.at(),
        entry.actor(),
        entry.actorId(),
        entry.action().slug(),
        entry.outcome().slug(),
        entry.target(),
        entry.detail(),
        entry.address(),
        entry.times());
  }
}

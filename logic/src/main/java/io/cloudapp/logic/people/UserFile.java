package io.cloudapp.logic.people;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.user.UserImport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads a CSV file of new users. */
final class UserFile {

  private static final Set<String> REQUIRED = Set.of("username", "email");
  private static final Set<String> KNOWN = Set.of("username", "email", "quota", "admin");

  /** Of a name that is none, as much as a report shows. */
  private static final int SHOWN_NAME = 64;

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .setTrim(true)
          .get();

  private UserFile() {}

  /** What was read. */
  sealed interface Reading {}

  record Readable(List<Entry> entries) implements Reading {
    Readable {
      entries = List.copyOf(entries);
    }
  }

  record Unreadable(String reason) implements Reading {}

  /**
   * One line.
   *
   * @param number as an editor counts them, from 1
   * @param username as it was written
   */
  record Entry(long number, String username, NewPerson.Reading reading) {}

  static Reading read(String csv) {
    if (csv.getBytes(StandardCharsets.UTF_8).length > UserImport.MAXIMUM_BYTES) {
      return new Unreadable("Send at most 64 KiB at a time.");
    }
    if (csv.indexOf('\0') >= 0) {
      return new Unreadable("This is no text. Save the file as CSV in UTF-8.");
    }
    // What Excel puts before UTF-8.
    var text = csv.startsWith("\ufeff") ? csv.substring(1) : csv;
    try (var parser = CSVParser.parse(text, FORMAT)) {
      return read(parser);
    } catch (IOException | UncheckedIOException | IllegalStateException malformed) {
      return new Unreadable(
          "This is no CSV: a quotation mark is opened and not closed, or text follows a closed one."
              + " Separate the columns by commas.");
    }
  }

  private static Reading read(CSVParser parser) {
    var records = parser.iterator();
    if (!records.hasNext()) {
      return new Unreadable("The file is empty. Its first line names the columns.");
    }
    var header = records.next();
    var columns = new HashMap<String, Integer>();
    for (int index = 0; index < header.size(); index++) {
      if (columns.put(header.get(index).toLowerCase(Locale.ROOT), index) != null) {
        return new Unreadable("The first line names a column twice.");
      }
    }
    if (!columns.keySet().containsAll(REQUIRED) || !KNOWN.containsAll(columns.keySet())) {
      return new Unreadable(
          "The first line has to name the columns: username,email and, if you want, quota and"
              + " admin; nothing else.");
    }
    var entries = new ArrayList<Entry>();
    var names = new HashSet<String>();
    while (records.hasNext()) {
      if (entries.size() == UserImport.MAXIMUM_LINES) {
        return new Unreadable(
            "Send at most %d users at a time.".formatted(UserImport.MAXIMUM_LINES));
      }
      var record = records.next();
      entries.add(entry(parser.getCurrentLineNumber(), record, header.size(), columns, names));
    }
    return entries.isEmpty()
        ? new Unreadable("The file has a first line and no users.")
        : new Readable(entries);
  }

  private static Entry entry(
      long number,
      CSVRecord record,
      int columnCount,
      Map<String, Integer> columns,
      Set<String> names) {
    var username = value(record, columns, "username");
    var reading =
        record.size() == columnCount
            ? NewPerson.read(
                username,
                value(record, columns, "email"),
                value(record, columns, "quota"),
                value(record, columns, "admin"))
            : new NewPerson.Reading.Bad(
                List.of(
                    new FieldError(
                        "line",
                        "The line has %d columns and the first line has %d."
                            .formatted(record.size(), columnCount))));
    if (reading instanceof NewPerson.Reading.Good(var person) && !names.add(person.username())) {
      reading =
          new NewPerson.Reading.Bad(
              List.of(new FieldError("username", "The file has this name on an earlier line.")));
    }
    var shown =
        username.length() <= SHOWN_NAME ? username : username.substring(0, SHOWN_NAME) + "…";
    return new Entry(number, shown, reading);
  }

  private static String value(CSVRecord record, Map<String, Integer> columns, String name) {
    var index = columns.get(name);
    return index == null || index >= record.size() ? "" : record.get(index);
  }
}

package io.cloudapp.core.user;

import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;

/** The time zones that people choose from: the IANA database's places, and UTC. */
public final class TimeZones {

  public static final String UTC = "UTC";

  private static final Pattern PLACE =
      Pattern.compile(
          "(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)/.+");

  private static final List<String> PLACES =
      ZoneId.getAvailableZoneIds().stream()
          .filter(id -> PLACE.matcher(id).matches())
          .sorted()
          .toList();

  private TimeZones() {}

  /** For example {@code Europe/Berlin}, in alphabetical order. */
  public static List<String> places() {
    return PLACES;
  }

  public static boolean isKnown(String id) {
    return id.equals(UTC) || PLACES.contains(id);
  }
}

package io.cloudapp.pulumi.settings;

/**
 * The database.
 *
 * @param minimumCapacity Aurora capacity units (2 GiB of memory each) that are always there; 0 is
 *     for a database that may sleep, which this one does not, because Reconcile asks it every
 *     minute
 * @param maximumCapacity what it may grow to
 * @param instances 1, or 2 and more for a reader that takes over when a zone fails
 * @param proxy RDS Proxy in front, which pays where many functions start at once
 * @param backupDays how long any second can be restored
 * @param deletionProtection false only for an installation that may vanish
 */
public record DatabaseSettings(
    double minimumCapacity,
    double maximumCapacity,
    int instances,
    boolean proxy,
    int backupDays,
    boolean deletionProtection) {

  static DatabaseSettings of(ConfigurationValues own) {
    var minimum =
        own.decimal("databaseMinimumCapacity", 0.5, 0, 128, 0.5, "Aurora capacity units in halves");
    var maximum =
        own.decimal("databaseMaximumCapacity", 4, 1, 256, 0.5, "Aurora capacity units in halves");
    if (minimum > maximum) {
      throw own.bad(
          "databaseMinimumCapacity",
          "is %s, more than databaseMaximumCapacity, which is %s".formatted(minimum, maximum),
          "a number that is not larger");
    }
    var proxy =
        own.flag("databaseProxy", false, "whether RDS Proxy stands in front of the database");
    if (proxy && minimum == 0) {
      throw own.bad(
          "databaseMinimumCapacity",
          "is 0, and databaseProxy is true: a proxy keeps connections open, so the database could"
              + " never sleep",
          "0.5 or more, or databaseProxy to false");
    }
    return new DatabaseSettings(
        minimum,
        maximum,
        own.number("databaseInstances", 1, 1, 5, "how many database instances"),
        proxy,
        own.number("databaseBackupDays", 7, 1, 35, "days of backups"),
        own.flag("deletionProtection", true, "whether data is protected against deletion"));
  }
}

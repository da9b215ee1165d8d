package io.cloudapp.logic.preparation;

/**
 * What a preparation found and did; it holds no secret.
 *
 * @param schemaVersion of the newest migration
 * @param migrations how many of them were missing
 */
public record Preparation(
    String schemaVersion, int migrations, Change databaseUser, Change sessionKeys) {

  /** What became of a thing that has to be there. */
  public enum Change {
    KEPT,
    CREATED,
    ROTATED
  }
}

package io.cloudapp.local.athena;

/** Takes the results of queries as files. */
public interface ResultFiles {

  /**
   * Keeps one.
   *
   * @param location for example {@code s3://bucket/results/<id>.csv}
   */
  void put(String location, String csv);
}

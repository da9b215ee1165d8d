package io.cloudapp.local.athena.data;

import java.nio.file.Path;

/**
 * A file that holds an object.
 *
 * @param modified in nanoseconds; another one means another content
 */
record StoredFile(Path path, long size, long modified) {}

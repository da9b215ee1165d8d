package io.cloudapp.logic.compute;

/**
 * A machine image.
 *
 * @param rootDevice the name under which its root disk is attached, for example {@code /dev/xvda}
 */
public record Image(String id, String rootDevice) {}

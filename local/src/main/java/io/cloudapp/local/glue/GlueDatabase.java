package io.cloudapp.local.glue;

import java.time.Instant;

/** A database of the catalogue; its name is in lower case. */
public record GlueDatabase(String name, String description, Instant createdAt) {}

package io.cloudapp.core.user;

/** What a token entitles to; an admin's token of the web client is a {@code USER}'s. */
public enum Role {
  USER,
  ADMIN
}

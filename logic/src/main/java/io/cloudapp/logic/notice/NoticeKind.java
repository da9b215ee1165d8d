package io.cloudapp.logic.notice;

import java.util.Locale;

/** What owners are told of their instances. */
public enum NoticeKind {
  /** It ends soon; arguments: its configuration, its id, when it ends, until when it can live. */
  FIRST_WARNING,
  /** It ends in a few minutes; arguments as for the first. */
  LAST_WARNING,
  /** It has ended by itself; arguments: its configuration, its id, an {@link EndReason}. */
  ENDED,
  /** An admin stops it by force; arguments: its configuration, its id, the admin, the reason. */
  FORCE_STOPPED;

  String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

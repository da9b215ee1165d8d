package io.cloudapp.webapp.session;

/** A request that changes something and does not come from a page of this session. */
public final class ForgedRequest extends RuntimeException {

  ForgedRequest() {
    super("The form was not rendered for this session", null, false, false);
  }
}

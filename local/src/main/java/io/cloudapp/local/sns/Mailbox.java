package io.cloudapp.local.sns;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The latest e-mails, kept instead of sent. */
public final class Mailbox {

  private static final int KEPT = 1000;

  private final Deque<Mail> newestFirst = new ArrayDeque<>();

  public synchronized void deliver(Mail mail) {
    newestFirst.addFirst(mail);
    if (newestFirst.size() > KEPT) {
      newestFirst.removeLast();
    }
  }

  /** At most 1000 e-mails, newest first. */
  public synchronized List<Mail> newestFirst() {
    return List.copyOf(newestFirst);
  }

  /** The e-mails to that address, newest first. */
  public List<Mail> to(String address) {
    return newestFirst().stream().filter(mail -> mail.to().equals(address)).toList();
  }
}

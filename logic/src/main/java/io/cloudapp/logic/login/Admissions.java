package io.cloudapp.logic.login;

import io.cloudapp.core.login.SignIn.Client;
import io.cloudapp.core.user.Role;
import io.cloudapp.logic.usage.SignInDays;
import io.cloudapp.logic.user.NewUser;
import io.cloudapp.logic.user.Users;
import jakarta.inject.Singleton;
import java.util.function.BooleanSupplier;

/** Decides which role a token gets; both directories ask here before they issue one. */
@Singleton
final class Admissions {

  private final Users users;
  private final SignInDays signInDays;

  Admissions(Users users, SignInDays signInDays) {
    this.users = users;
    this.signInDays = signInDays;
  }

  sealed interface Admission {}

  /**
   * @param role what the token entitles to: an admin's token of the web client is a user's
   */
  record Granted(Role role) implements Admission {}

  record Denied(Denial denial) implements Admission {}

  /**
   * @param secondFactor asked only where it matters: the answer may cost a call
   */
  Admission admit(NewUser person, Client client, BooleanSupplier secondFactor) {
    var user = users.meet(person);
    if (user.disabled()) {
      return new Denied(Denial.DISABLED);
    }
    if (client == Client.WEB) {
      return new Granted(Role.USER);
    }
    if (user.role() != Role.ADMIN) {
      return new Denied(Denial.ADMINS_ONLY);
    }
    return secondFactor.getAsBoolean()
        ? new Granted(Role.ADMIN)
        : new Denied(Denial.SECOND_FACTOR_NEEDED);
  }

  void recordSignIn(String userId) {
    users.recordSignIn(userId);
    signInDays.note(userId);
  }
}

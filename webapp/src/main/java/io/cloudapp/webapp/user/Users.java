package io.cloudapp.webapp.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudapp.core.api.Route;
import io.cloudapp.core.user.CreatedUser;
import io.cloudapp.core.user.UserDetails;
import io.cloudapp.core.user.UserImport;
import io.cloudapp.core.user.UserPage;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.api.ApiCall;
import io.cloudapp.webapp.api.ApiClient;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Reads and changes users through the API. */
@Singleton
class Users {

  private static final int PAGE_SIZE = 50;

  private final ApiClient api;

  Users(ApiClient api) {
    this.api = api;
  }

  /**
   * @param after where the former page ended
   */
  UserPage list(AccessToken token, String search, String state, Optional<String> after) {
    return api.send(
            ApiCall.of(Route.LIST_USERS, UserPage.class)
                .query("limit", String.valueOf(PAGE_SIZE))
                .query("search", Optional.of(search).filter(text -> !text.isEmpty()))
                .query("state", Optional.of(state).filter(text -> !text.isEmpty()))
                .query("after", after)
                .as(token))
        .orErrorPage();
  }

  UserDetails read(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.READ_USER, UserDetails.class).path("id", id).as(token))
        .orErrorPage();
  }

  ApiAnswer<CreatedUser> create(AccessToken token, NewUser user) {
    return api.send(ApiCall.of(Route.CREATE_USER, CreatedUser.class).as(token).body(user));
  }

  ApiAnswer<UserDetails> change(AccessToken token, String id, UserChange change) {
    return api.send(
        ApiCall.of(Route.CHANGE_USER, UserDetails.class).path("id", id).as(token).body(change));
  }

  ApiAnswer<UserDetails> delete(AccessToken token, String id) {
    return api.send(ApiCall.of(Route.DELETE_USER, UserDetails.class).path("id", id).as(token));
  }

  ApiAnswer<UserDetails> resetSecondFactor(AccessToken token, String id) {
    return api.send(
        ApiCall.of(Route.RESET_SECOND_FACTOR, UserDetails.class).path("id", id).as(token));
  }

  ApiAnswer<UserImport> importCsv(AccessToken token, String csv, boolean dryRun) {
    return api.send(
        ApiCall.of(Route.IMPORT_USERS, UserImport.class)
            .query("dryRun", String.valueOf(dryRun))
            .as(token)
            .text("text/csv;charset=utf-8", csv));
  }

  /**
   * What the form for a new user says; a number that is none is passed on as it was typed, because
   * the API says what is wrong with it.
   */
  record NewUser(String username, String email, Object quota, boolean admin) {}

  /** What the form of a user says; what is left out stays as it is. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record UserChange(Object version, Object quota, Boolean enabled, Boolean admin) {}
}

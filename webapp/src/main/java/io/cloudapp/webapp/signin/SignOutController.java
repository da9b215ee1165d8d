package io.cloudapp.webapp.signin;

import io.cloudapp.webapp.api.ApiUnavailable;
import io.cloudapp.webapp.api.SessionEnded;
import io.cloudapp.webapp.page.Notice;
import io.cloudapp.webapp.session.Form;
import io.cloudapp.webapp.session.Session;
import io.cloudapp.webapp.session.Sessions;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends a session at the API and in the browser. */
@Controller
@ExecuteOn(TaskExecutors.BLOCKING)
class SignOutController {

  private static final Logger LOG = LoggerFactory.getLogger(SignOutController.class);

  private final SignIns signIns;
  private final Sessions sessions;

  SignOutController(SignIns signIns, Sessions sessions) {
    this.signIns = signIns;
    this.sessions = sessions;
  }

  @Post("/sign-out")
  @Produces(MediaType.TEXT_HTML)
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  HttpResponse<?> signOut(HttpRequest<?> request, Session session, Form form) {
    try {
      signIns.signOut(session);
    } catch (ApiUnavailable failure) {
      // The browser forgets the session all the same; its access token ends by itself.
      LOG.warn("A session could not be ended at the API", failure);
    } catch (SessionEnded alreadyOver) {
      LOG.debug("A session that was over is signed out");
    }
    var response = HttpResponse.seeOther(URI.create("/sign-in?notice=" + Notice.SIGNED_OUT.slug()));
    sessions.forget(request, response);
    return response;
  }
}

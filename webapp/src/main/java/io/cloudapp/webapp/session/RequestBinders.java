package io.cloudapp.webapp.session;

import io.cloudapp.webapp.api.SessionEnded;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Hands a controller the session and the form that the filters have accepted. */
@Factory
class RequestBinders {

  @Singleton
  SessionBinder sessionBinder() {
    return new SessionBinder();
  }

  @Singleton
  FormBinder formBinder() {
    return new FormBinder();
  }

  static final class SessionBinder implements TypedRequestArgumentBinder<Session> {
    @Override
    public Argument<Session> argumentType() {
      return Argument.of(Session.class);
    }

    @Override
    public BindingResult<Session> bind(
        ArgumentConversionContext<Session> context, HttpRequest<?> request) {
      var session = Sessions.of(request).orElseThrow(() -> new SessionEnded(false));
      return () -> Optional.of(session);
    }
  }

  static final class FormBinder implements TypedRequestArgumentBinder<Form> {
    @Override
    public Argument<Form> argumentType() {
      return Argument.of(Form.class);
    }

    @Override
    public BindingResult<Form> bind(
        ArgumentConversionContext<Form> context, HttpRequest<?> request) {
      var form = request.getAttribute(CsrfFilter.FORM, Form.class).orElseThrow(ForgedRequest::new);
      return () -> Optional.of(form);
    }
  }
}

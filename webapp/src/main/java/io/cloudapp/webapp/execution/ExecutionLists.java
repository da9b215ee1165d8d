package io.cloudapp.webapp.execution;

import io.cloudapp.core.execution.ExecutionKind;
import io.cloudapp.core.execution.ExecutionList;
import io.cloudapp.core.execution.ExecutionState;
import io.cloudapp.webapp.api.AccessToken;
import io.cloudapp.webapp.api.ApiAnswer;
import io.cloudapp.webapp.page.Choice;
import io.cloudapp.webapp.page.Pages;
import io.cloudapp.webapp.page.Refusal;
import io.cloudapp.webapp.page.Texts;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The lists of executions with the form that narrows them, for owners and for admins. */
@Singleton
public class ExecutionLists {

  private final Executions executions;
  private final ExecutionViews views;
  private final Texts texts;
  private final Pages pages;

  ExecutionLists(Executions executions, ExecutionViews views, Texts texts, Pages pages) {
    this.executions = executions;
    this.views = views;
    this.texts = texts;
    this.pages = pages;
  }

  /**
   * @param template shows the list
   * @param path of the list
   */
  public HttpResponse<?> page(
      HttpRequest<?> request, AccessToken token, String template, String path) {
    var form = FilterForm.of(request);
    var after = FilterForm.after(request);
    return switch (executions.list(token, form, after)) {
      case ApiAnswer.Given<ExecutionList>(ExecutionList list) ->
          page(request, HttpStatus.OK, template, path, form, list, Refusal.none(), after);
      case ApiAnswer.Refused<ExecutionList>(var problem) when problem.errors().isEmpty() ->
          new ApiAnswer.Refused<HttpResponse<?>>(problem).orErrorPage();
      case ApiAnswer.Refused<ExecutionList>(var problem) ->
          page(
              request,
              HttpStatus.valueOf(problem.status()),
              template,
              path,
              form,
              new ExecutionList(List.of(), Optional.empty(), Optional.empty()),
              Refusal.of(problem),
              after);
    };
  }

  private HttpResponse<?> page(
      HttpRequest<?> request,
      HttpStatus status,
      String template,
      String path,
      FilterForm form,
      ExecutionList list,
      Refusal refusal,
      Optional<String> after) {
    return pages.show(
        request,
        status,
        template,
        Map.of(
            "executions", list.items().stream().map(views::of).toList(),
            "count", list.count().map(this::words).orElse(""),
            "next", list.next().orElse(""),
            "first", after.isEmpty(),
            "form", form,
            "path", path,
            "address", form.address(path),
            "states", states(),
            "kinds", kinds(),
            "refusal", refusal));
  }

  private String words(int count) {
    if (count >= ExecutionList.COUNTED_AT_MOST) {
      return texts.of("inspector.count.more", ExecutionList.COUNTED_AT_MOST - 1);
    }
    return count == 1 ? texts.of("inspector.count.one") : texts.of("inspector.count", count);
  }

  private List<Choice> states() {
    return choices(
        "inspector.filter.any-state",
        Arrays.stream(ExecutionState.values())
            .map(
                state ->
                    new Choice(
                        state.name(),
                        texts.of("execution.state." + state.name().toLowerCase(Locale.ROOT)))));
  }

  private List<Choice> kinds() {
    return choices(
        "inspector.filter.any-kind",
        Arrays.stream(ExecutionKind.values())
            .map(
                kind ->
                    new Choice(kind.wireName(), texts.of("inspector.kind." + kind.wireName()))));
  }

  private List<Choice> choices(String any, Stream<Choice> choices) {
    return Stream.concat(Stream.of(new Choice("", texts.of(any))), choices).toList();
  }
}

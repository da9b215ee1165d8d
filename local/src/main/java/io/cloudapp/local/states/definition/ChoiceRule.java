package io.cloudapp.local.states.definition;

import io.cloudapp.local.states.expression.Template;

/** One entry of {@code Choices}. */
public record ChoiceRule(Template condition, String next, Effects effects) {}

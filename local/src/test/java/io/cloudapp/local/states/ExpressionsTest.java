package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.parse;
import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionsTest {

  private final Workflows workflows = Workflows.echoing();

  @AfterEach
  void stop() {
    workflows.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$states.input.n * 2 | 10",
        "$states.input.items.name | [\"a\",\"b\"]",
        "$states.input.items[v > 1].name | \"b\"",
        "$states.input.one | [1]",
        "$states.input.empty | []",
        "$states.input.nothing | null",
        "$type($states.input.nothing) | \"null\"",
        "$exists($states.input.nothing) | true",
        "$states.input.nothing = null | true",
        "$count($states.input.nothing) | 1",
        "$count($states.input.missing) | 0",
        "{'a': $states.input.nothing, 'b': $states.input.missing} | {\"a\":null}",
        "[$states.input.nothing, $states.input.missing] | [null]",
        "$states.input.missing = 1 | false",
        "'x' & $states.input.missing | \"x\"",
        "$sum($states.input.items.v) | 3",
        "$merge([{'a': 1}, {'b': 2}]) | {\"a\":1,\"b\":2}",
        "($f := function($n) { $n <= 1 ? 1 : $n * $f($n - 1) }; $f(5)) | 120",
        "$map($states.input.items, function($i, $k) { $k }) | [0,1]",
        "$reduce([1,2,3], function($a, $b) { $a + $b }) | 6",
        "$sort([3,1,2]) | [1,2,3]",
        "[1..3] | [1,2,3]",
        "$states.context.State.Name | \"E\"",
        "$substring('a😀b', 1, 1) | \"😀\"",
        "$substring('hello', -3) | \"llo\"",
        "$substring('hello', -9, 2) | \"he\"",
        "$substring('hello', -4, 2) | \"el\"",
        "$substring('hello', 3, 9) | \"lo\"",
        "$substring('hello', 9) | \"\"",
        "$substring('hello', 1, -1) | \"\"",
        "['ab', 'cd'].$substring(1) | [\"b\",\"d\"]",
        "'abc' ~> $substring(1) | \"bc\"",
        "$encodeUrl('https://a.io/é b?x=1&y=[2]#z') | \"https://a.io/%C3%A9%20b?x=1&y=%5B2%5D#z\"",
        "$encodeUrlComponent('a/é b?(!)') | \"a%2F%C3%A9%20b%3F(!)\"",
        "$decodeUrl('a%20b%2Fc+d') | \"a b%2Fc+d\"",
        "$decodeUrlComponent('a%20b%2Fc+d%C3%A9') | \"a b/c+dé\"",
        "$string(1e20) | \"100000000000000000000\"",
        "$string(function($x) { $x }) | \"\"",
        "'a' & $sum & function($x) { $x } | \"a\"",
        "$string(1e21) | \"1e+21\"",
        "$string(1.5e-7) | \"1.5e-7\"",
        "$string(0.000001) | \"0.000001\"",
        "$string(0.1 + 0.2) | \"0.3\"",
        "$string(123456789012345678) | \"123456789012346000\"",
        "$string(-0.5) | \"-0.5\"",
        "$string($states.input) | \"{\\\"n\\\":5,\\\"items\\\":[{\\\"name\\\":\\\"a\\\",\\\"v\\\":1},{\\\"name\\\":\\\"b\\\",\\\"v\\\":2}],\\\"one\\\":[1],\\\"empty\\\":[],\\\"nothing\\\":null}\"",
        "$string({'a': [1, {}], 'b': $sum}, true) | \"{\\n  \\\"a\\\": [\\n    1,\\n    {}\\n  ],\\n  \\\"b\\\": \\\"\\\"\\n}\"",
        "'n' & 1e20 & null & true & [1] | \"n100000000000000000000nulltrue[1]\"",
        "$states.input.items.(name & v) | [\"a1\",\"b2\"]",
        "[1, 2].$string() | [\"1\",\"2\"]",
        "$contains('abracadabra', /a.*a/) | true",
        "$contains('abc', 'd') | false",
        "$match('ababc', /a(b)/, 1) | {\"match\":\"ab\",\"index\":0,\"groups\":[\"b\"]}",
        "$replace('ab', /(a)(b)/, '$2$1') | \"ba\"",
        "$replace('a1b2', /[0-9]/, function($m) { $m.match & '!' }) | \"a1!b2!\"",
        "$replace('aaa', 'a', 'b', 2) | \"bba\"",
        "$split('a, b', /,\\s*/) | [\"a\",\"b\"]",
        "$split('a,b,c', ',', 2) | [\"a\",\"b\"]",
        "['a1', 'b'].$contains(/[0-9]/) | [true,false]",
        "$pad('x', -3, '12') | \"12x\"",
        "$pad('😀', 3) | \"😀  \"",
        "$formatNumber(34.555, '#0.00') | \"34.56\"",
        "$formatNumber(12345.6, '#,##0.00') | \"12,345.60\"",
        "$formatNumber(-5, '0;(0)') | \"(5)\"",
        "$formatNumber(0.14, 'x01%') | \"x14%\"",
        "$states.context.State.RetryCount | 0",
      })
  void evaluatesAsAwsDoes(String expression, String expected) {
    var input =
        "{\"n\":5,\"items\":[{\"name\":\"a\",\"v\":1},{\"name\":\"b\",\"v\":2}],\"one\":[1],"
            + "\"empty\":[],\"nothing\":null}";
    assertThat(workflows.evaluate(expression, input)).isEqualTo(parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$partition([1,2,3,4,5], 2) | [[1,2],[3,4],[5]]",
        "$partition([1,2,3,4,5], 2.9) | [[1,2],[3,4],[5]]",
        "$range(1, 9, 2) | [1,3,5,7,9]",
        "$range(9, 1, -4) | [9,5,1]",
        "$range(-1.7, 2, 1) | [-1,0,1,2]",
        "$range(1, 9, 9) | 1",
        "$hash('input data', 'SHA-1') | \"aaff4a450a104cd177d28d18d74485e8cae074b7\"",
        "$parse('{\"a\": [1, null]}') | {\"a\":[1,null]}",
        "$random(5) = $random(5) | true",
        "$random(5) | 0.730519863614471",
        "$length($uuid()) | 36",
      })
  void hasTheFunctionsThatStepFunctionsAdds(String expression, String expected) {
    assertThat(workflows.evaluate(expression, "{}")).isEqualTo(parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1/0 | \"Infinity\"",
        "-1/0 | \"-Infinity\"",
        "0/0 | \"NaN\"",
        "[1/0] | [\"Infinity\"]",
        "{'k': 1/0} | {\"k\":\"Infinity\"}",
      })
  void writesNumbersThatJsonCannotHoldByTheirName(String expression, String expected) {
    assertThat(workflows.evaluate(expression, "{}")).isEqualTo(parse(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "$states.input.missing | returned nothing (undefined).",
        "$partition([], 2) | returned nothing (undefined).",
        "$range(1, 10) | returned nothing (undefined).",
        "$hash('x') | returned nothing (undefined).",
        "function($x) { $x } | returned an unsupported result type.",
        "$eval('1+1') | threw an error during evaluation. T1006: Attempted to invoke a"
            + " non-function",
        "$nope(1) | threw an error during evaluation. T1006: Attempted to invoke a non-function",
        "$sum('a') | threw an error during evaluation. T0412: Argument 1 of function \"sum\" must"
            + " be an array of \"numbers\"",
        "$abs('a') | threw an error during evaluation. T0410: Argument 1 of function \"abs\" does"
            + " not match function signature",
        "1 + 'a' | threw an error during evaluation. T2002: The right side of the \"+\" operator"
            + " must evaluate to a number",
        "'a' * 2 | threw an error during evaluation. T2001: The left side of the \"*\" operator"
            + " must evaluate to a number",
        "1 < 'a' | threw an error during evaluation. T2009: The values 1 and \"a\" either side of"
            + " operator \"<\" must be of the same data type",
        "$number('abc') | threw an error during evaluation. D3030: Unable to cast value to a"
            + " number: \"abc\"",
        "$formatNumber(12, 'bad0bad0') | threw an error during evaluation. D3086: The sub-picture must"
            + " not contain a passive character that is preceded by an active character and that is"
            + " followed by another active character",
        "$formatNumber(12, '0.0.0') | threw an error during evaluation. D3081: The sub-picture must"
            + " not contain more than one instance of the \"decimal-separator\" character",
        "$formatNumber(12, 'abc') | threw an error during evaluation. D3085: The mantissa part of a"
            + " sub-picture must contain at least one character that is either an \"optional digit"
            + " character\" or a member of the \"decimal digit family\"",
        "$string(1/0) | threw an error during evaluation. D3001: Attempting to invoke string"
            + " function on Infinity or NaN",
        "$decodeUrl('%E4%A') | threw an error during evaluation. D3140: Malformed URL passed to"
            + " $decodeUrl(): \"%E4%A\"",
        "$replace('a', 'a', function($m) { 'b' }) | threw an error during evaluation. T0410: Argument"
            + " 1 of function \"replace\" does not match function signature",
        "$pad('x', 1e9) | threw an error during evaluation: Expression evaluation memory limit exceeded",
        "$match($pad('x', 40, 'x'), /(x+x+)+\\1y/) | threw an error during evaluation: Expression"
            + " evaluation timeout: Check for infinite loop",
        "$error('boom') | threw an error during evaluation. D3137: boom",
        "$assert(false, 'no') | threw an error during evaluation. D3141: no",
        "[1..900000] ~> $count() | threw an error during evaluation: Expression evaluation memory"
            + " limit exceeded",
      })
  void saysWhichExpressionOfWhichFieldFailed(String expression, String what) {
    var answer = workflows.pass(expression, "{}");

    assertThat(answer.get("status").textValue()).isEqualTo("FAILED");
    assertThat(answer.get("error").textValue()).isEqualTo("States.QueryEvaluationError");
    assertThat(answer.get("cause").textValue())
        .isEqualTo(
            "An error occurred while executing the state 'E' (entered at the event id #2). The"
                + " JSONata expression '"
                + expression
                + "' specified for the field 'Output' "
                + what);
  }

  @Test
  void namesTheFieldDownToTheElement() {
    var answer =
        workflows.run(
            workflow(
                "E",
                "\"E\":{\"Type\":\"Pass\",\"Output\":{\"a\":{\"b\":[1,\"{% $states.input.x"
                    + " %}\"]}},\"End\":true}"),
            "{}");

    assertThat(answer.get("cause").textValue())
        .endsWith(
            "'$states.input.x' specified for the field 'Output/a/b[1]' returned nothing"
                + " (undefined).");
  }

  @Test
  void stopsARecursionThatDoesNotEndAndNothingElse() {
    var answer = workflows.pass("($f := function() { 1 + $f() }; $f())", "{}");

    assertThat(answer.get("cause").textValue())
        .contains("threw an error during evaluation: Stack overflow error:");
    assertThat(workflows.evaluate("1 + 1", "{}").intValue()).isEqualTo(2);
  }

  @Test
  void takesATextAsAnExpressionOnlyWithBothMarks() {
    var output =
        workflows.output(
            workflow(
                "E",
                "\"E\":{\"Type\":\"Pass\",\"Output\":{\"a\":\" {% 1 %} \",\"b\":\"{%"
                    + " 1\",\"c\":\"$x\",\"d\":\"{%1%}\"},\"End\":true}"),
            "{}");

    assertThat(output)
        .isEqualTo(parse("{\"a\":\" {% 1 %} \",\"b\":\"{% 1\",\"c\":\"$x\",\"d\":1}"));
  }

  @Test
  void keepsAPassedDecimalAsItIsAndNarrowsAComputedOne() {
    assertThat(
            workflows
                .pass("[$states.input.f, $states.input.f * 2]", "{\"f\":1.0}")
                .get("output")
                .textValue())
        .isEqualTo("[1.0,2]");
  }

  @Test
  void doesNotChangeTheInputWhenAnExpressionTransformsIt() {
    var output =
        workflows.evaluate(
            "[$states.input ~> |items|{'z': 1}|, $states.input]", "{\"items\":[{\"a\":null}]}");

    assertThat(output)
        .isEqualTo(parse("[{\"items\":[{\"a\":null,\"z\":1}]},{\"items\":[{\"a\":null}]}]"));
  }

  @Test
  void evaluatesOneExpressionInManyExecutionsAtOnce() throws Exception {
    var machine =
        workflows.create(
            Workflows.pass(
                "($f := function($n) { $n <= 1 ? 1 : $n + $f($n - 1) }; $f($states.input.n))"),
            "OFF",
            false);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var results = new ArrayList<Future<Integer>>();
      for (var number = 0; number < 400; number++) {
        var input = "{\"n\":" + (number % 20 + 1) + "}";
        results.add(
            threads.submit(
                () -> Integer.valueOf(workflows.sync(machine, input).get("output").textValue())));
      }
      for (var number = 0; number < 400; number++) {
        var n = number % 20 + 1;
        assertThat(results.get(number).get(30, TimeUnit.SECONDS)).isEqualTo(n * (n + 1) / 2);
      }
    }
  }

  @Test
  void seesTimePassFromStateToState() {
    var definition =
        workflow(
            "A",
            "\"A\":{\"Type\":\"Pass\",\"Assign\":{\"t\":\"{% $millis() %}\"},\"Next\":\"W\"},"
                + "\"W\":{\"Type\":\"Wait\",\"Seconds\":1,\"Next\":\"B\"},"
                + "\"B\":{\"Type\":\"Pass\",\"Output\":\"{% $millis() - $t %}\",\"End\":true}");

    assertThat(workflows.output(definition, "{}").longValue()).isGreaterThanOrEqualTo(1_000);
  }
}

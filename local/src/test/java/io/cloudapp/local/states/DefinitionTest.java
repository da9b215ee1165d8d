package io.cloudapp.local.states;

import static io.cloudapp.local.states.Workflows.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.cloudapp.local.states.definition.InvalidDefinition;
import io.cloudapp.local.states.definition.StateMachineDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionTest {

  private static final String TASK = "'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage'";

  private static void refuses(String definition, String... sentences) {
    assertThatThrownBy(() -> StateMachineDefinition.parse(definition.replace('\'', '"')))
        .isInstanceOf(InvalidDefinition.class)
        .hasMessage("Invalid State Machine Definition: '" + String.join(", ", sentences) + "'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a[1,2) | Expected \"]\", got \",\"",
        "1 + | Unexpected end of expression",
        "{'a':} | The symbol \"}\" cannot be used as a unary operator",
        "$states.input.a ?? 1 | Unknown operator: \"??\"",
        "$states.input.a ?: 1 | Unknown operator: \"?:\"",
        "$match('a', /abc | No terminating / in regular expression",
      })
  void refusesAnExpressionThatDoesNotParse(String expression, String message) {
    assertThatThrownBy(() -> StateMachineDefinition.parse(Workflows.pass(expression)))
        .hasMessage(
            "Invalid State Machine Definition: 'INVALID_JSONATA_EXPRESSION: "
                + message
                + " at /States/E/Output'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'why ?? not ?: so'",
        "$match('a', /a??(?:b)/)",
        "true ? 'a' : 'b'",
        "/* ?? */ 1",
        "(1) / 2 & '??' & `a?:`.b",
        "$map([1], $substring(?, 1))"
      })
  void takesQuestionMarksThatAreNoNewerOperator(String expression) {
    var diagnostics =
        catchThrowable(() -> StateMachineDefinition.parse(Workflows.pass(expression)));
    assertThat(String.valueOf(diagnostics)).doesNotContain("INVALID_JSONATA");
  }

  @Test
  void refusesABranchThatAssignsAVariableOfTheWorkflowAroundIt() {
    refuses(
        workflow(
            "A",
            "'A':{'Type':'Pass','Next':'P'},'P':{'Type':'Parallel','Branches':[{'StartAt':'B',"
                + "'States':{'B':{'Type':'Pass','Assign':{'x':2},'End':true}}}],'Catch':[{"
                + "'ErrorEquals':['States.ALL'],'Assign':{'x':1},'Next':'A'}],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Variable name 'x' is already assigned in an outer scope at"
            + " /States/P/Branches[0]/States/B/Assign");
  }

  @Test
  void allowsTheSameVariableInScopesSideBySide() throws InvalidDefinition {
    var branch = "{'StartAt':'%s','States':{'%s':{'Type':'Pass','Assign':{'x':1},'End':true}}}";
    var definition =
        workflow(
            "P",
            "'P':{'Type':'Parallel','Branches':[%s,%s],'End':true}"
                .formatted(branch.replace("%s", "A"), branch.replace("%s", "B")));
    assertThat(StateMachineDefinition.parse(definition.replace('\'', '"')).graph().startAt())
        .isEqualTo("P");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "phone | Reference to 'phone' at the top level is not supported.",
        "$.phone | Reference to '$' at the top level is not supported.",
        "$$ | Reference to '$$' is not supported.",
        "$map($states.input.a, function($x) { b }) | Reference to 'b' at the top level is not"
            + " supported.",
        "$states.errorOutput | Field '$states.errorOutput' does not exist.",
        "$states.result | Field '$states.result' does not exist.",
      })
  void refusesWhatAnExpressionCannotRead(String expression, String message) {
    assertThatThrownBy(() -> StateMachineDefinition.parse(Workflows.pass(expression)))
        .hasMessage(
            "Invalid State Machine Definition: 'UNSUPPORTED_JSONATA_EXPRESSION: "
                + message
                + " at /States/E/Output'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.items[phone > 3]",
        "$map($states.input.a, function($x) { $x.phone })",
        "$phone",
        "$states.input.a.{'b': c}",
        "$states.input.a^(b)",
        "$states.input ~> |items|{'z': name}|",
      })
  void takesNamesThatAreReadFromSomething(String expression) throws InvalidDefinition {
    assertThat(StateMachineDefinition.parse(Workflows.pass(expression)).graph().startAt())
        .isEqualTo("E");
  }

  @Test
  void namesEveryReferenceOfAnExpression() {
    refuses(
        workflow("E", "'E':{'Type':'Pass','Output':{'v':['{% aaa + bbb %}']},'End':true}"),
        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'aaa' at the top level is not supported. at"
            + " /States/E/Output/v[0]",
        "UNSUPPORTED_JSONATA_EXPRESSION: Reference to 'bbb' at the top level is not supported. at"
            + " /States/E/Output/v[0]");
  }

  @Test
  void takesTheErrorOutputInACatchOnly() throws InvalidDefinition {
    var definition =
        workflow(
            "T",
            "'T':{"
                + TASK
                + ",'Catch':[{'ErrorEquals':['States.ALL'],'Output':'{% $states.errorOutput"
                + " %}','Assign':{'e':'{% $states.errorOutput"
                + " %}'},'Next':'D'}],'End':true},'D':{'Type':'Succeed'}");

    assertThat(StateMachineDefinition.parse(definition.replace('\'', '"')).graph().states())
        .hasSize(2);
  }

  @Test
  void refusesWhatExpressDoesNotDo() {
    refuses(
        workflow(
            "X",
            "'X':{'Type':'Task','Resource':'arn:aws:states:::states:startExecution.sync','End':"
                + "true}"),
        "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.sync' service"
            + " integration at /States/X/Resource");
    refuses(
        workflow(
            "X",
            "'X':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                + "'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Express state machine does not support '.waitForTaskToken'"
            + " service integration  at /States/X/Resource");
    refuses(
        workflow(
            "X",
            "'X':{'Type':'Task','Resource':'arn:aws:states:eu-west-1:000000000000:activity:a',"
                + "'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Express state machine does not support Activity ARN at"
            + " /States/X/Resource");
  }

  @Test
  void refusesAResourceThatIsNone() {
    refuses(
        workflow(
            "X", "'X':{'Type':'Task','Resource':'arn:aws:states:::dynamodb:query','End':true}"),
        "SCHEMA_VALIDATION_FAILED: The resource provided arn:aws:states:::dynamodb:query is not"
            + " recognized. The value is not a valid resource ARN, or the resource is not available"
            + " in this region. at /States/X/Resource");
  }

  @Test
  void refusesTransitionsThatLeadNowhere() {
    refuses(
        workflow("A", "'A':{'Type':'Pass','Next':'NOPE'}"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: NOPE at /States/A/Next",
        "MISSING_END_STATE: Workflow has no terminal state at null");
    refuses(
        workflow(
            "C",
            "'C':{'Type':'Choice','Choices':[{'Condition':true,'Next':'Ghost'}],'Default':'Z'},"
                + "'Z':{'Type':'Succeed'}"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/C/Choices[0]/Next");
    refuses(
        workflow(
            "T",
            "'T':{"
                + TASK
                + ",'Catch':[{'ErrorEquals':['States.ALL'],'Next':'Ghost'}],'End':true}"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Ghost at /States/T/Catch[0]/Next");
    refuses(
        workflow("Nope", "'A':{'Type':'Pass','End':true}"),
        "MISSING_TRANSITION_TARGET: Missing 'Next' target: Nope at /StartAt",
        "MISSING_TRANSITION_TARGET: State \"A\" is not reachable. at /States/A");
  }

  @Test
  void refusesALoopWithoutAnEndAndStatesThatNobodyReaches() {
    refuses(
        workflow("A", "'A':{'Type':'Pass','Next':'B'},'B':{'Type':'Pass','Next':'A'}"),
        "MISSING_END_STATE: Workflow has no terminal state at null");
    refuses(
        workflow("A", "'A':{'Type':'Pass','End':true},'C':{'Type':'Pass','End':true}"),
        "MISSING_TRANSITION_TARGET: State \"C\" is not reachable. at /States/C");
    refuses(
        workflow(
            "P",
            "'P':{'Type':'Parallel','Branches':[{'StartAt':'W','States':{'W':{'Type':'Pass',"
                + "'End':true},'Ghost':{'Type':'Pass','End':true}}}],'End':true}"),
        "MISSING_TRANSITION_TARGET: State \"Ghost\" is not reachable. at"
            + " /States/P/Branches[0]/States/Ghost");
  }

  @Test
  void refusesFieldsOfOtherStates() {
    refuses(
        workflow("X", "'X':{'Type':'Pass','Retry':[],'TimeoutSeconds':5,'Catch':[],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Field 'TimeoutSeconds' is not supported at /States/X",
        "SCHEMA_VALIDATION_FAILED: Field 'Catch' is not supported at /States/X",
        "SCHEMA_VALIDATION_FAILED: Field 'Retry' is not supported at /States/X");
  }

  @Test
  void refusesJsonPath() {
    refuses(
        "{'StartAt':'X','States':{'X':{'Type':'Pass','End':true}}}",
        "SCHEMA_VALIDATION_FAILED: LocalCloud runs definitions whose QueryLanguage is 'JSONata';"
            + " this one is JSONPath, which is also the default at /QueryLanguage");
    refuses(
        workflow("X", "'X':{'Type':'Pass','QueryLanguage':'JSONPath','End':true}"),
        "SCHEMA_VALIDATION_FAILED: 'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for"
            + " whole state machine at /States/X");
    refuses(
        workflow("X", "'X':{'Type':'Pass','InputPath':'$.a','End':true}"),
        "SCHEMA_VALIDATION_FAILED: The QueryLanguage is set to 'JSONata', but field 'InputPath' is"
            + " only supported for the 'JSONPath' QueryLanguage at /States/X");
  }

  @Test
  void refusesWhatIsNoDefinition() {
    refuses("{}", "SCHEMA_VALIDATION_FAILED: These fields are required: [States, StartAt] at /");
    refuses("", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null");
    refuses("[]", "SCHEMA_VALIDATION_FAILED: Definition must be a valid JSON object at null");
    assertThatThrownBy(() -> StateMachineDefinition.parse("not a definition"))
        .hasMessageContaining("INVALID_JSON_DESCRIPTION: Unrecognized token 'not'")
        .hasMessageContaining("at [Source: (String)\"not a definition\"; line: 1, column: 4]");
    refuses(
        workflow("X", "'X':{'Type':'Nap','End':true}"),
        "SCHEMA_VALIDATION_FAILED: The field 'Type' should have one of these values:"
            + " [Task, Wait, Pass, Succeed, Fail, Choice, Parallel, Map] at /States/X/Type");
  }

  @Test
  void refusesRetriersAndCatchersThatAreNotAsTheyHaveToBe() {
    refuses(
        workflow("T", "'T':{" + TASK + ",'Retry':[{'ErrorEquals':['States.ALL','X']}],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: 'States.ALL' must appear alone at"
            + " /States/T/Retry[0]/ErrorEquals");
    refuses(
        workflow(
            "T",
            "'T':{"
                + TASK
                + ",'Retry':[{'ErrorEquals':['States.ALL']},{'ErrorEquals':['X']}],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: 'States.ALL' must appear in the last entry at"
            + " /States/T/Retry[0]/ErrorEquals");
    refuses(
        workflow(
            "T",
            "'T':{"
                + TASK
                + ",'Retry':[{'ErrorEquals':[],'BackoffRate':0.5,'MaxAttempts':-1,"
                + "'JitterStrategy':'SOME'}],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/T/Retry[0]/ErrorEquals",
        "SCHEMA_VALIDATION_FAILED: Minimum value is 1.0 at /States/T/Retry[0]/BackoffRate",
        "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/T/Retry[0]/MaxAttempts",
        "SCHEMA_VALIDATION_FAILED: Value should be one of the following: [FULL, NONE] at"
            + " /States/T/Retry[0]/JitterStrategy");
  }

  @Test
  void refusesValuesOfTheWrongTypeOrSize() {
    refuses(
        workflow("T", "'T':{" + TASK + ",'TimeoutSeconds':0,'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Minimum value is 1 at /States/T/TimeoutSeconds");
    refuses(
        workflow("T", "'T':{" + TASK + ",'TimeoutSeconds':5,'HeartbeatSeconds':5,'End':true}"),
        "SCHEMA_VALIDATION_FAILED: HeartbeatSeconds must be smaller than TimeoutSeconds at"
            + " /States/T");
    refuses(
        workflow("W", "'W':{'Type':'Wait','Seconds':'5','End':true}"),
        "SCHEMA_VALIDATION_FAILED: Expected value of type [INTEGER] at /States/W/Seconds");
    refuses(
        workflow("W", "'W':{'Type':'Wait','Timestamp':'tomorrow','End':true}"),
        "SCHEMA_VALIDATION_FAILED: String does not match RFC3339 timestamp at /States/W/Timestamp");
    refuses(
        workflow("P", "'P':{'Type':'Parallel','Branches':[],'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Value cannot be empty at /States/P/Branches");
    refuses(
        workflow(
            "M",
            "'M':{'Type':'Map','MaxConcurrency':-1,'ItemProcessor':{'StartAt':'I','States':{'I':"
                + "{'Type':'Pass','End':true}}},'End':true}"),
        "SCHEMA_VALIDATION_FAILED: Minimum value is 0 at /States/M/MaxConcurrency");
  }

  @Test
  void refusesJsonPathWithOneSentenceHoweverManyStatesThereAre() {
    assertThatThrownBy(
            () ->
                StateMachineDefinition.parse(
                    """
                    {"StartAt": "A", "States": {
                      "A": {"Type": "Choice",
                        "Choices": [{"Variable": "$.x", "IsNull": true, "Next": "B"}]},
                      "B": {"Type": "Pass", "Result": 1, "End": true}}}
                    """))
        .isInstanceOfSatisfying(
            InvalidDefinition.class, refused -> assertThat(refused.diagnostics()).hasSize(1));
  }

  @Test
  void refusesTwoStatesOfOneName() {
    refuses(
        workflow(
            "A",
            "'A':{'Type':'Parallel','Branches':[{'StartAt':'A','States':{'A':{'Type':'Pass',"
                + "'End':true}}}],'End':true}"),
        "DUPLICATE_STATE_NAME: Duplicate State name: A at /States/A/Branches[0]/States/A");
  }
}

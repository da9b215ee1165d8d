package io.cloudapp.tests.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code template.yaml} in the eyes of the AWS SAM CLI and of cfn-lint. */
final class SamCliIT {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Path TOOLS = ROOT.resolve(".cloudapp/python");
  private static final Path LOG = ROOT.resolve(".cloudapp/python.log");
  private static final int PATIENCE_SECONDS = 300;

  @TempDir Path folder;

  @BeforeAll
  static void hasTheToolsInTheVersionsThatAreWanted() throws IOException {
    assertThat(TOOLS.resolve("requirements.txt"))
        .as(
            "The AWS SAM CLI and cfn-lint are not installed in the versions of"
                + " tests/requirements.txt: run ./cloudapp test, which installs them, where"
                + " Python 3 and PyPI can be reached. %s",
            Files.exists(LOG) ? "The last try said: " + Files.readString(LOG) : "")
        .hasSameTextualContentAs(ROOT.resolve("tests/requirements.txt"));
  }

  @Test
  void isValidAndLeavesTheLinterNothingToSay() throws Exception {
    var output = run("sam", "validate", "--lint");

    assertThat(output).contains("is a valid SAM Template").doesNotContainPattern("\\[\\[?[EWI]\\d");
  }

  @Test
  void leavesCfnLintNothingToSay() throws Exception {
    assertThat(run("cfn-lint", "template.yaml")).isBlank();
  }

  @Test
  void buildsACopyThatFindsTheJar() throws Exception {
    run("sam", "build", "--build-dir", folder.resolve("build").toString());

    assertThat(folder.resolve("build/template.yaml"))
        .content()
        .doesNotContain("CodeUri: functions/target/functions-aws.jar")
        .contains(
            "CodeUri: "
                + folder
                    .resolve("build")
                    .toRealPath()
                    .relativize(ROOT.toRealPath().resolve("functions/target/functions-aws.jar")));
  }

  private String run(String tool, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(TOOLS.resolve("bin").resolve(tool).toString());
    command.addAll(List.of(arguments));
    var output = folder.resolve("output");
    var builder =
        new ProcessBuilder(command)
            .directory(new File(ROOT.toString()))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("SAM_CLI_TELEMETRY", "0");
    var process = builder.start();
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end: " + Files.readString(output));
    }
    var said = Files.readString(output);
    assertThat(process.exitValue()).as("%s said: %s", command, said).isZero();
    return said;
  }
}

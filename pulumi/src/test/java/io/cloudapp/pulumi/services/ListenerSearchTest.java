package io.cloudapp.pulumi.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.test.Mocks;
import com.pulumi.test.PulumiTest;
import com.pulumi.test.TestOptions;
import com.pulumi.test.TestResult;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 1, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ListenerSearchTest {

  private static final String LISTENER = "arn:aws:elasticloadbalancing:eu-west-1:1:listener/app/x";

  private final AtomicInteger questions = new AtomicInteger();

  @AfterEach
  void forgetMocks() {
    PulumiTest.cleanup();
  }

  @Test
  void waitsUntilTheControllerHasMadeIt() {
    var result = search(4);

    assertThat(result.exitCode()).isZero();
    assertThat(PulumiTest.extractValue(result.output("arn"))).isEqualTo(LISTENER);
    assertThat(questions).hasValue(4);
  }

  @Test
  void saysWhereToLookWhenItNeverComes() {
    var result = search(Integer.MAX_VALUE);

    assertThat(result.exitCode()).isNotZero();
    assertThatThrownBy(() -> PulumiTest.extractValue(result.output("arn")))
        .isInstanceOf(CompletionException.class)
        .hasStackTraceContaining("The load balancer cloudapp-test-services has no listener")
        .hasStackTraceContaining("kubectl -n kube-system logs");
    assertThat(questions).hasValue(5);
  }

  /**
   * @param madeAt the question from which on AWS knows the load balancer
   */
  private TestResult search(int madeAt) {
    return PulumiTest.withMocks(new Controller(madeAt))
        .withOptions(TestOptions.builder().preview(false).build())
        .runTest(
            context ->
                context.export(
                    "arn",
                    new ListenerSearch(Duration.ofMillis(5), 5).find("cloudapp-test-services")));
  }

  /** Answers for AWS. */
  private final class Controller implements Mocks {

    private final int madeAt;

    Controller(int madeAt) {
      this.madeAt = madeAt;
    }

    @Override
    public CompletableFuture<ResourceResult> newResourceAsync(ResourceArgs asked) {
      return CompletableFuture.completedFuture(ResourceResult.of(Optional.of("id"), Map.of()));
    }

    @Override
    public CompletableFuture<Map<String, Object>> callAsync(CallArgs call) {
      if (call.token.equals("aws:lb/getListener:getListener")) {
        return CompletableFuture.completedFuture(Map.of("arn", LISTENER));
      }
      return questions.incrementAndGet() < madeAt
          ? CompletableFuture.failedFuture(new IllegalStateException("no load balancer found"))
          : CompletableFuture.completedFuture(Map.of("arn", "arn:of:the:balancer"));
    }
  }
}

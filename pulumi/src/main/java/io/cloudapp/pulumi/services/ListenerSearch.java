package io.cloudapp.pulumi.services;

import com.pulumi.aws.lb.LbFunctions;
import com.pulumi.aws.lb.inputs.GetListenerPlainArgs;
import com.pulumi.aws.lb.inputs.GetLoadBalancerPlainArgs;
import com.pulumi.core.Output;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Waits for the listener that the load balancer controller makes.
 *
 * <p>Helm waits for pods, not for an Ingress: when the chart is there, the controller has only been
 * told. It makes the load balancer first and the listener after it, so who finds the listener of
 * this name and port has found what will stay. Nothing else of the stack has that name.
 */
final class ListenerSearch {

  private static final int PORT = 443;

  private final Duration pause;
  private final int attempts;

  ListenerSearch(Duration pause, int attempts) {
    this.pause = pause;
    this.attempts = attempts;
  }

  /** The listener's ARN. */
  Output<String> find(String balancerName) {
    return find(balancerName, 1);
  }

  private Output<String> find(String balancerName, int attempt) {
    return Output.of(ask(balancerName).handle(Answer::new))
        .apply(
            answer -> {
              if (answer.failure() == null) {
                return Output.of(answer.arn());
              }
              if (attempt == attempts) {
                throw tooLate(balancerName, answer.failure());
              }
              return afterAPause().apply(_ -> find(balancerName, attempt + 1));
            });
  }

  /** One of the two is null, as futures have it. */
  private record Answer(String arn, Throwable failure) {}

  private Output<Boolean> afterAPause() {
    var later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
    return Output.of(CompletableFuture.supplyAsync(() -> true, later));
  }

  private IllegalStateException tooLate(String balancerName, Throwable failure) {
    return new IllegalStateException(
        "The load balancer %s has no listener on port %d, %d minutes after the services were installed. Read what hinders it with: kubectl -n kube-system logs deployment/aws-load-balancer-controller. Then run pulumi up again."
            .formatted(balancerName, PORT, pause.multipliedBy(attempts).toMinutes()),
        failure);
  }

  private static CompletableFuture<String> ask(String balancerName) {
    return LbFunctions.getLoadBalancerPlain(
            GetLoadBalancerPlainArgs.builder().name(balancerName).build())
        .thenCompose(
            balancer ->
                LbFunctions.getListenerPlain(
                    GetListenerPlainArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(PORT)
                        .build()))
        .thenApply(listener -> listener.arn());
  }
}

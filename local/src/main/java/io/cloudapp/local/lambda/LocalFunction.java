package io.cloudapp.local.lambda;

/** A Lambda function's code: an event in, a result out. */
@FunctionalInterface
public interface LocalFunction {

  /**
   * @param event JSON
   * @return JSON, empty when the function returns nothing
   * @throws FunctionFailure with an error payload made elsewhere
   * @throws Exception anything else, which becomes an error payload as the Java runtime writes it
   */
  byte[] handle(byte[] event, InvocationContext context) throws Exception;
}

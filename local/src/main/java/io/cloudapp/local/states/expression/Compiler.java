package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;

/**
 * Compiles expressions one at a time, with one parser for the whole process. The library makes a
 * parser for every thread that evaluates, which costs more than the evaluation when each execution
 * has a thread of its own, and an evaluation never parses.
 */
final class Compiler {

  private static final ThreadLocal<Object> PARSER_OF_THREAD = parserOfThread();
  private static final Object PARSER;

  static {
    Jsonata.jsonata("1");
    PARSER = PARSER_OF_THREAD.get();
  }

  private Compiler() {}

  static synchronized Jsonata compile(String source) {
    lendParser();
    var compiled = Jsonata.jsonata(source);
    compiled.setOutputConvertNulls(false);
    compiled.setValidateInput(false);
    StatesFunctions.register(compiled);
    return compiled;
  }

  /** To be called before an evaluation on a thread that may be new. */
  static void lendParser() {
    if (PARSER_OF_THREAD.get() == null) {
      PARSER_OF_THREAD.set(PARSER);
    }
  }

  @SuppressWarnings("unchecked")
  private static ThreadLocal<Object> parserOfThread() {
    try {
      Field field = Jsonata.class.getDeclaredField("_parser");
      field.setAccessible(true);
      return (ThreadLocal<Object>) field.get(null);
    } catch (ReflectiveOperationException otherVersion) {
      throw new ExceptionInInitializerError(otherVersion);
    }
  }
}

package io.cloudapp.local.states.expression;

import com.dashjoin.jsonata.Jsonata;
import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;

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
    forgetNewerOperators(PARSER);
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

  /** AWS has JSONata 2.0.6, and these came with 2.1. */
  private static void forgetNewerOperators(Object parser) {
    try {
      Field symbols = parser.getClass().getDeclaredField("symbolTable");
      symbols.setAccessible(true);
      ((Map<?, ?>) symbols.get(parser)).keySet().removeAll(List.of("??", "?:"));
    } catch (ReflectiveOperationException otherVersion) {
      throw new ExceptionInInitializerError(otherVersion);
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

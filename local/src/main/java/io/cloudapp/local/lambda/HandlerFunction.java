package io.cloudapp.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Type;
import java.time.Clock;

/** Runs a Java Lambda handler, reading and writing JSON with the Java runtime's own serializers. */
public final class HandlerFunction {

  private HandlerFunction() {}

  /** A handler whose input and output types are those it names for {@code RequestHandler}. */
  public static <I, O> LocalFunction of(RequestHandler<I, O> handler) {
    var types = HandlerTypes.of(handler.getClass());
    PojoSerializer<I> reader = serializer(types.input());
    PojoSerializer<O> writer = serializer(types.output());
    return (event, context) -> {
      var input = reader.fromJson(new ByteArrayInputStream(event));
      var output = handler.handleRequest(input, new HandlerContext(context, Clock.systemUTC()));
      var json = new ByteArrayOutputStream();
      writer.toJson(output, json);
      return json.toByteArray();
    };
  }

  /** A handler that reads and writes JSON itself. */
  public static LocalFunction of(RequestStreamHandler handler) {
    return (event, context) -> {
      var json = new ByteArrayOutputStream();
      handler.handleRequest(
          new ByteArrayInputStream(event), json, new HandlerContext(context, Clock.systemUTC()));
      return json.toByteArray();
    };
  }

  // The serializers are found by a type that is known at run time only.
  @SuppressWarnings("unchecked")
  private static <T> PojoSerializer<T> serializer(Type type) {
    if (type instanceof Class<?> raw
        && LambdaEventSerializers.isLambdaSupportedEvent(raw.getName())) {
      return (PojoSerializer<T>)
          LambdaEventSerializers.serializerFor(raw, HandlerFunction.class.getClassLoader());
    }
    return (PojoSerializer<T>) JacksonFactory.getInstance().getSerializer(type);
  }
}

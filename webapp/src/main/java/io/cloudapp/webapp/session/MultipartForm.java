package io.cloudapp.webapp.session;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.multipart.DefaultHttpDataFactory;
import io.netty.handler.codec.http.multipart.HttpData;
import io.netty.handler.codec.http.multipart.HttpPostMultipartRequestDecoder;
import io.netty.handler.codec.http.multipart.HttpPostRequestDecoder;
import java.io.IOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Reads {@code multipart/form-data}, which a form with a file is sent as. */
final class MultipartForm {

  private static final String MEDIA_TYPE = "multipart/form-data";

  private MultipartForm() {}

  static boolean is(String contentType) {
    return contentType.strip().toLowerCase(Locale.ROOT).startsWith(MEDIA_TYPE);
  }

  /**
   * The fields, with the content of a file as the text of its field.
   *
   * @param contentType names the boundary
   * @throws IllegalArgumentException when it is something else
   */
  static Map<String, String> read(String contentType, byte[] body) {
    var request =
        new DefaultFullHttpRequest(
            HttpVersion.HTTP_1_1, HttpMethod.POST, "/", Unpooled.wrappedBuffer(body));
    request.headers().set(HttpHeaderNames.CONTENT_TYPE, contentType);
    // The decoder takes it for granted that there is a boundary.
    if (!HttpPostRequestDecoder.isMultipart(request)) {
      throw new IllegalArgumentException("No boundary");
    }
    HttpPostMultipartRequestDecoder decoder = null;
    try {
      // In memory: the body is, and nothing of it belongs on a disk.
      decoder =
          new HttpPostMultipartRequestDecoder(new DefaultHttpDataFactory(false), request, UTF_8);
      var fields = new HashMap<String, String>();
      for (var data : decoder.getBodyHttpDatas()) {
        if (data instanceof HttpData value) {
          fields.putIfAbsent(value.getName(), value.getString(UTF_8));
        }
      }
      return fields;
    } catch (HttpPostRequestDecoder.ErrorDataDecoderException
        | HttpPostRequestDecoder.NotEnoughDataDecoderException
        | HttpPostRequestDecoder.TooManyFormFieldsException
        | HttpPostRequestDecoder.TooLongFormFieldException
        | IOException malformed) {
      throw new IllegalArgumentException("Not a form", malformed);
    } finally {
      if (decoder != null) {
        decoder.destroy();
      }
    }
  }
}

package io.cloudapp.webapp.page;

import io.cloudapp.webapp.session.WebSettings;
import io.micronaut.context.event.BeanCreatedEvent;
import io.micronaut.context.event.BeanCreatedEventListener;
import io.micronaut.http.netty.channel.ChannelPipelineCustomizer;
import io.micronaut.http.server.netty.NettyServerCustomizer;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponse;
import jakarta.inject.Singleton;
import java.util.Map;

/**
 * Puts the protections of browsers on every response. It sits below the framework's filters, which
 * never see the answers to requests that are too large or malformed.
 */
@Singleton
class SecurityHeaders implements BeanCreatedEventListener<NettyServerCustomizer.Registry> {

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
              + "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; "
              + "frame-ancestors 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin",
          "Permissions-Policy",
          "accelerometer=(), camera=(), geolocation=(), gyroscope=(), microphone=(), payment=(), "
              + "usb=()");

  private final Writer writer;

  SecurityHeaders(WebSettings settings) {
    writer = new Writer(settings.secureCookies());
  }

  @Override
  public NettyServerCustomizer.Registry onCreated(
      BeanCreatedEvent<NettyServerCustomizer.Registry> event) {
    event.getBean().register(new Customizer(null));
    return event.getBean();
  }

  private final class Customizer implements NettyServerCustomizer {

    private final Channel channel;

    private Customizer(Channel channel) {
      this.channel = channel;
    }

    @Override
    public NettyServerCustomizer specializeForChannel(Channel newChannel, ChannelRole role) {
      return new Customizer(newChannel);
    }

    @Override
    public void onStreamPipelineBuilt() {
      channel
          .pipeline()
          .addAfter(
              ChannelPipelineCustomizer.HANDLER_HTTP_SERVER_CODEC, "security-headers", writer);
    }
  }

  @Sharable
  private static final class Writer extends ChannelOutboundHandlerAdapter {

    private final boolean secure;

    private Writer(boolean secure) {
      this.secure = secure;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
        throws Exception {
      if (message instanceof HttpResponse response) {
        protect(response);
      }
      super.write(context, message, promise);
    }

    private void protect(HttpResponse response) {
      HEADERS.forEach(response.headers()::set);
      if (secure) {
        response.headers().set("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
      }
      if (!response.headers().contains(HttpHeaderNames.CACHE_CONTROL)) {
        response.headers().set(HttpHeaderNames.CACHE_CONTROL, "no-store");
      }
    }
  }
}

package io.cloudapp.logic.instance;

import io.cloudapp.core.api.Problem.FieldError;
import io.cloudapp.core.configuration.Configuration;
import io.cloudapp.core.configuration.InstanceTypes;
import io.cloudapp.core.configuration.LaunchPreview;
import io.cloudapp.logic.compute.Compute;
import io.cloudapp.logic.compute.LaunchLimits;
import io.cloudapp.logic.configuration.LaunchRehearsal;
import io.cloudapp.logic.price.PriceList;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Goes through a launch as far as it costs nothing: image, user data, price. */
@Singleton
final class ComputeLaunchRehearsal implements LaunchRehearsal {

  private final Compute compute;
  private final PriceList prices;
  private final InstanceTypes types;
  private final Clock clock;

  ComputeLaunchRehearsal(Compute compute, PriceList prices, LaunchLimits limits, Clock clock) {
    this.compute = compute;
    this.prices = prices;
    this.types = limits.types();
    this.clock = clock;
  }

  @Override
  public List<FieldError> check(Configuration configuration) {
    var errors = new ArrayList<FieldError>();
    if (compute.findImage(configuration.ami()).isEmpty()) {
      errors.add(
          new FieldError(
              "ami", "AWS has no such image in this region. Check the parameter or the id."));
    }
    if (!types.allow(configuration.instanceType())) {
      errors.add(
          new FieldError(
              "instanceType",
              "This installation launches no such instances. Choose a type of %s, or ask who runs it to allow this one."
                  .formatted(String.join(", ", types.patterns()))));
    }
    var size = bytes(userData(configuration));
    var room = UserData.MAXIMUM_BYTES - UserData.ROOM_FOR_PUBLIC_KEY;
    if (size > room) {
      errors.add(
          new FieldError(
              "setupScript",
              "Script and packages make %d bytes of user data, and there is room for %d. Shorten the script, or let it fetch a part."
                  .formatted(size, room)));
    }
    return errors;
  }

  @Override
  public LaunchPreview preview(Configuration configuration) {
    var userData = userData(configuration);
    return new LaunchPreview(
        userData,
        bytes(userData),
        prices.of(configuration.instanceType(), configuration.disk()),
        prices.date());
  }

  private String userData(Configuration configuration) {
    var end = clock.instant().plus(Duration.ofHours(configuration.maximumLifetimeHours()));
    return UserData.text(configuration, end, List.of());
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}

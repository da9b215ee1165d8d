package io.cloudapp.core.configuration;

import io.cloudapp.core.price.Price;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What a launch of a configuration would be, before anything is saved.
 *
 * @param userData the cloud-init document as the instance gets it, but for its end time and the
 *     owner's own key
 * @param userDataBytes its size; AWS takes 16,384
 * @param price empty when the price list has none for the type or the disk
 * @param priceDate the day the price list is of; empty when there is none
 */
public record LaunchPreview(
    String userData, int userDataBytes, Optional<Price> price, Optional<LocalDate> priceDate) {}

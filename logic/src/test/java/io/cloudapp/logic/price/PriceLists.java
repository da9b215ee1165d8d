package io.cloudapp.logic.price;

/** Price lists for tests of other packages. */
public final class PriceLists {

  private PriceLists() {}

  public static PriceList ofIreland() {
    return new PriceList("eu-west-1");
  }
}

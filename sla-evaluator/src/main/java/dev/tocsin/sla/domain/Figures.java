package dev.tocsin.sla.domain;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as people read them. Never for comparing: that is done unrounded. */
final class Figures {
  private Figures() {}

  /** Without exponent and without trailing zeros: {@code 100}, {@code 0.5}. */
  static String plain(double value) {
    BigDecimal decimal = BigDecimal.valueOf(value).stripTrailingZeros();
    return decimal.scale() < 0 ? decimal.setScale(0).toPlainString() : decimal.toPlainString();
  }

  /** A ratio in percent, rounded down, so that 99.996% never reads 100%. */
  static String percent(double ratio) {
    return BigDecimal.valueOf(ratio)
            .movePointRight(2)
            .setScale(2, RoundingMode.FLOOR)
            .stripTrailingZeros()
            .toPlainString()
        + "%";
  }

  /** Four significant digits. */
  static String brief(double value) {
    return plain(BigDecimal.valueOf(value).round(new MathContext(4)).doubleValue());
  }
}

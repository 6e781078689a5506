package dev.tocsin.standalone.replay;

import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.util.Locale;
import java.util.Optional;

/** What a field's value is, and how a file's text becomes one. */
enum FieldType {
  TEXT {
    @Override
    Typed read(String text, TimeFormat times) {
      return Typed.of(TextNode.valueOf(text));
    }
  },
  NUMBER {
    @Override
    Typed read(String text, TimeFormat times) {
      return number(text)
          .map(value -> Typed.of(DoubleNode.valueOf(value.doubleValue())))
          .orElseGet(() -> Typed.not(text, "a number"));
    }
  },
  WHOLE {
    @Override
    Typed read(String text, TimeFormat times) {
      try {
        return number(text)
            .map(value -> Typed.of(LongNode.valueOf(value.longValueExact())))
            .orElseGet(() -> Typed.not(text, "a whole number"));
      } catch (ArithmeticException e) {
        return Typed.not(text, "a whole number");
      }
    }
  },
  FLAG {
    @Override
    Typed read(String text, TimeFormat times) {
      return switch (text.strip().toLowerCase(Locale.ROOT)) {
        case "true", "yes", "1" -> Typed.of(BooleanNode.TRUE);
        case "false", "no", "0" -> Typed.of(BooleanNode.FALSE);
        default -> Typed.not(text, "true, false, yes, no, 1 or 0");
      };
    }
  },
  TIME {
    @Override
    Typed read(String text, TimeFormat times) {
      try {
        return Typed.of(LongNode.valueOf(times.parse(text).toEpochMilli()));
      } catch (DateTimeException | ArithmeticException e) {
        return Typed.not(text, times.toString());
      }
    }
  };

  /** The value in this text, which is not blank. */
  abstract Typed read(String text, TimeFormat times);

  /** The number in this text, finite as a double; empty: there is none. */
  static Optional<BigDecimal> number(String text) {
    try {
      BigDecimal value = new BigDecimal(text.strip());
      return Double.isFinite(value.doubleValue()) ? Optional.of(value) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

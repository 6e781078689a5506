package dev.tocsin.events;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * How an objective's history under another definition is named, beside the live one. The name
 * follows from the definition: the same replay twice is one history.
 */
public final class ReplayName {
  private static final String MARK = "@replay-";

  private ReplayName() {}

  /** The name of this definition's history. */
  public static String of(Definition definition) {
    CRC32 sum = new CRC32();
    sum.update(Json.write(definition.spec()));
    sum.update(Long.toString(definition.effectiveFrom()).getBytes(StandardCharsets.UTF_8));
    return definition.name() + MARK + "%08x".formatted(sum.getValue());
  }

  /** Whether an objective of this name is a replay's: it never stands for what is so now. */
  public static boolean is(String objective) {
    return objective.contains(MARK);
  }
}

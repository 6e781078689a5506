package dev.tocsin.router.channel;

import dev.tocsin.router.text.Escape;
import dev.tocsin.router.text.PageText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slack's Block Kit within its limits: 50 blocks, a header of 150 characters, sections of 3,000.
 */
final class SlackMessage {
  static final int MOST_BLOCKS = 50;
  static final int LONGEST_HEADER = 150;
  static final int LONGEST_SECTION = 3_000;

  private SlackMessage() {}

  /**
   * The message.
   *
   * @param title plain
   * @param body mrkdwn, escaped
   * @param footer plain
   */
  static Map<String, Object> of(String title, String body, String footer) {
    List<Map<String, Object>> blocks = new ArrayList<>();
    blocks.add(block("header", "plain_text", PageText.cut(title, LONGEST_HEADER)));
    List<String> sections = sections(body);
    int room = MOST_BLOCKS - 2;
    sections.stream().limit(room).forEach(s -> blocks.add(block("section", "mrkdwn", s)));
    if (sections.size() > room) {
      blocks.set(room, block("section", "mrkdwn", "… and more than fits here"));
    }
    String small = Escape.SLACK.apply(PageText.cut(footer, LONGEST_SECTION / 6));
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("type", "context");
    context.put("elements", List.of(text("mrkdwn", small)));
    blocks.add(context);
    Map<String, Object> message = new LinkedHashMap<>();
    // What notifications show; there, too, nobody is to be mentioned by a label.
    message.put("text", Escape.SLACK.apply(PageText.cut(title, LONGEST_SECTION)));
    message.put("blocks", blocks);
    return message;
  }

  private static Map<String, Object> block(String type, String kind, String text) {
    Map<String, Object> block = new LinkedHashMap<>();
    block.put("type", type);
    block.put("text", text(kind, text));
    return block;
  }

  private static Map<String, Object> text(String kind, String text) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("type", kind);
    object.put("text", text);
    return object;
  }

  /** Whole lines as far as they fit. */
  private static List<String> sections(String body) {
    List<String> sections = new ArrayList<>();
    StringBuilder section = new StringBuilder();
    for (String line : body.split("\n")) {
      String fits = whole(line);
      if (section.length() + fits.length() + 1 > LONGEST_SECTION) {
        flush(section, sections);
      }
      section.append(section.isEmpty() ? "" : "\n").append(fits);
    }
    flush(section, sections);
    return sections;
  }

  private static void flush(StringBuilder section, List<String> sections) {
    if (!section.toString().isBlank()) {
      sections.add(section.toString());
    }
    section.setLength(0);
  }

  /** A line, cut to a section's length; not within {@code &amp;}. */
  private static String whole(String line) {
    String cut = PageText.cut(line, LONGEST_SECTION);
    int entity = cut.lastIndexOf('&');
    boolean open = entity >= 0 && cut.indexOf(';', entity) < 0;
    return cut.length() < line.length() && open ? cut.substring(0, entity) + "…" : cut;
  }
}

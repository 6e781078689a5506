package dev.tocsin.router.text;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tocsin.events.Json;
import dev.tocsin.events.Page;
import dev.tocsin.events.ReceiverSpec.Templates;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages in words, by a receiver's templates or the default ones. A template that fails costs nobody
 * the page: the default takes its place, and the text says so.
 */
public final class PageText {
  private static final Logger LOG = LoggerFactory.getLogger(PageText.class);
  private static final int LONGEST_TITLE = 200;
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private final Sandbox sandbox = new Sandbox();
  private final String title = read("title.qute");
  private final String text = read("text.qute");
  private final String html = read("html.qute");
  private final String slack = read("slack.qute");

  /** One line without control characters: it becomes a header. */
  public String title(Templates templates, Page page) {
    String line = words(templates.title(), title, page, Escape.PLAIN);
    return cut(line.replaceAll("[\\p{Cntrl}\u2028\u2029]+", " ").strip(), LONGEST_TITLE);
  }

  /** Plain text. */
  public String text(Templates templates, Page page) {
    return words(templates.text(), text, page, Escape.PLAIN);
  }

  /** HTML, for mail. */
  public String html(Templates templates, Page page) {
    return words(templates.html(), html, page, Escape.HTML);
  }

  /** Slack's mrkdwn. */
  public String slack(Templates templates, Page page) {
    return words(templates.text(), slack, page, Escape.SLACK);
  }

  /**
   * A request's body that somebody else's interface prescribes.
   *
   * @throws TemplateFailedException when the template does not work; there is no default
   */
  public String body(String template, Map<String, Object> data, Escape escape)
      throws TemplateFailedException {
    return sandbox.render(template, data, escape);
  }

  /**
   * What a template makes of a page.
   *
   * @throws TemplateFailedException saying why, for the template's author
   */
  public String preview(String template, Page page, Escape escape) throws TemplateFailedException {
    return sandbox.render(template, data(page), escape);
  }

  private String words(String own, String otherwise, Page page, Escape escape) {
    if (own != null) {
      try {
        return sandbox.render(own, data(page), escape);
      } catch (TemplateFailedException e) {
        LOG.warn("template failed: receiver={} reason={}", page.receiver(), e.getMessage());
      }
    }
    // Of alerts with long labels fewer fit; better some of them than none.
    for (int most = page.alerts().size(); most > 0; most /= 4) {
      try {
        return sandbox.render(otherwise, data(page.most(most)), escape)
            + (own == null ? "" : " (the receiver's template failed)");
      } catch (TemplateFailedException e) {
        LOG.debug("page too long: receiver={} alerts={}", page.receiver(), most, e);
      }
    }
    return escape.apply(page.status() + " " + cut(page.groupKey(), LONGEST_TITLE));
  }

  private static Map<String, Object> data(Page page) {
    Map<String, Object> all = Json.mapper().convertValue(page, MAP);
    all.put("firing", having(page, "firing"));
    all.put("resolved", having(page, "resolved"));
    all.put("group", String.join(" ", page.groupLabels().values()));
    return Map.of("page", all);
  }

  private static List<Map<String, Object>> having(Page page, String status) {
    return page.alerts().stream()
        .filter(alert -> alert.status().equals(status))
        .map(alert -> Json.mapper().convertValue(alert, MAP))
        .toList();
  }

  /** The text's beginning; no character is cut in two. */
  public static String cut(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - 1;
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + "…";
  }

  private static String read(String name) {
    try (InputStream in = PageText.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

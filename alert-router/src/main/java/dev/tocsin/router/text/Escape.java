package dev.tocsin.router.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How what stands in a template's place holders is made harmless: labels are others' words. */
public enum Escape {
  /** Nothing has a meaning there. */
  PLAIN {
    @Override
    public String apply(String text) {
      return text;
    }
  },
  HTML {
    @Override
    public String apply(String text) {
      return SLACK.apply(text).replace("\"", "&quot;").replace("'", "&#39;");
    }
  },
  /** Slack's mrkdwn: without an angle bracket nobody is mentioned and nothing is a link. */
  SLACK {
    @Override
    public String apply(String text) {
      return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
  },
  /** The inside of a JSON string. */
  JSON {
    @Override
    public String apply(String text) {
      return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
  },
  /** A value of {@code application/x-www-form-urlencoded}. */
  FORM {
    @Override
    public String apply(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
  };

  /** The text, harmless. */
  public abstract String apply(String text);
}

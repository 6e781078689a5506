package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A page of widgets that somebody has put together. Which sources there are the dashboard knows:
 * one that it does not know is shown as missing.
 *
 * @param title what people call it, or null
 * @param owner who put it together
 * @param layout how the widgets are placed; default grid
 * @param widgets in reading order, at most 40
 */
public record DashboardSpec(String title, String owner, Layout layout, List<Widget> widgets) {
  private static final int MOST_WIDGETS = 40;

  public DashboardSpec {
    if (owner == null || !EventFields.validName(owner)) {
      throw new InvalidFieldException("owner", "is required: who put it together");
    }
    layout = layout == null ? Layout.GRID : layout;
    if (widgets == null || widgets.size() > MOST_WIDGETS || widgets.contains(null)) {
      throw new InvalidFieldException("widgets", "is required: a list of at most 40 widgets");
    }
    widgets = List.copyOf(widgets);
  }

  /** How widgets are placed. */
  public enum Layout {
    /** Twelve columns, filled in reading order; each widget has a size. */
    GRID,
    /** One below the other. */
    ONE,
    TWO,
    THREE,
    /** Each at its own place of twelve columns. */
    CUSTOM;

    @JsonValue
    public String json() {
      return DashboardSpec.json(this);
    }

    @JsonCreator
    static Layout of(String name) {
      return DashboardSpec.of("layout", name, values());
    }
  }

  /** How a widget draws its source. */
  public enum Form {
    METRIC,
    LINE,
    BAR,
    PIE,
    HEATMAP,
    GAUGE,
    TABLE,
    ALERTS;

    @JsonValue
    public String json() {
      return DashboardSpec.json(this);
    }

    @JsonCreator
    static Form of(String name) {
      return DashboardSpec.of("form", name, values());
    }
  }

  /**
   * One widget.
   *
   * @param source what it shows, such as {@code sla-trends}
   * @param form how it draws it
   * @param title instead of the source's own, or null
   * @param x its first column in a custom layout, 0 to 11
   * @param y its first row there, 0 to 999
   * @param w how many of twelve columns it takes; default 4
   * @param h how many rows it takes, 1 to 40; default 6
   */
  public record Widget(String source, Form form, String title, int x, int y, Integer w, Integer h) {
    public Widget {
      if (source == null || !EventFields.validName(source)) {
        throw new InvalidFieldException("source", "is required: what it shows, as sla-trends");
      }
      if (form == null) {
        throw new InvalidFieldException("form", "is required: one of " + names(Form.values()));
      }
      w = w == null ? 4 : w;
      h = h == null ? 6 : h;
      within("w", w, 1, 12);
      within("h", h, 1, 40);
      within("x", x, 0, 12 - w);
      within("y", y, 0, 999);
    }
  }

  private static void within(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new InvalidFieldException(field, "must be from " + least + " to " + most);
    }
  }

  private static <E extends Enum<E>> E of(String field, String name, E[] values) {
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> new InvalidFieldException(field, "must be one of " + names(values)));
  }

  private static String json(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String names(Enum<?>[] values) {
    return Arrays.stream(values).map(DashboardSpec::json).collect(Collectors.joining(", "));
  }
}

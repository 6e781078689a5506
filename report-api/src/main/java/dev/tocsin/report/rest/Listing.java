package dev.tocsin.report.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.tocsin.report.persistence.ReadModel;
import dev.tocsin.report.persistence.Records;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A list.
 *
 * @param items the records, as they are stored
 * @param asOf newest record time projected, epoch milliseconds; null when nothing is yet
 * @param truncated whether there are more than the limit let through
 * @param next what {@code cursor} gives the items behind these; null when there are none, or when
 *     this list has no pages
 * @param columns the columns of its CSV form: paths in an item
 */
@Schema(description = "A list; asOf is the newest record time projected, epoch milliseconds")
public record Listing(
    @Schema(implementation = Object[].class) List<RawValue> items,
    Long asOf,
    boolean truncated,
    @JsonInclude(JsonInclude.Include.NON_NULL) String next,
    @JsonIgnore @Schema(hidden = true) List<String> columns)
    implements Tabular {

  /** A list of what was found. */
  static Listing of(Records.Found found, Long asOf, List<String> columns) {
    List<RawValue> items = found.texts().stream().map(RawValue::new).toList();
    return new Listing(items, asOf, found.more(), null, columns);
  }

  /** The same as one of several pages in this order. */
  Listing with(Keyset keyset) {
    String behind = truncated ? keyset.cursor(json(items.get(items.size() - 1))) : null;
    return new Listing(items, asOf, truncated, behind, columns);
  }

  /** A table says only when it does not have all: otherwise it is a plain one. */
  @Override
  public List<List<Object>> remarks() {
    if (!truncated) {
      return List.of();
    }
    List<Object> rows = List.of("truncated", "there is more than these " + items.size() + " rows");
    return next == null ? List.of(rows) : List.of(rows, List.of("next", next));
  }

  @Override
  public List<String> header() {
    return columns;
  }

  @Override
  public Stream<List<Object>> rows() {
    return items.stream()
        .map(Listing::json)
        .map(item -> columns.stream().map(path -> cell(item, path)).toList());
  }

  private static JsonNode json(RawValue item) {
    return ReadModel.json((String) item.rawValue());
  }

  private static Object cell(JsonNode item, String path) {
    JsonNode node = item;
    for (String step : path.split("\\.")) {
      node = node.path(step);
    }
    if (node.isMissingNode() || node.isNull()) {
      return "";
    }
    return node.isContainerNode() ? node.toString() : node.asText();
  }
}

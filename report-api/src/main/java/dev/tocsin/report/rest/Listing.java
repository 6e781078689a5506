package dev.tocsin.report.rest;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A list.
 *
 * @param items the records
 * @param asOf newest record time projected, epoch milliseconds; null when nothing is yet
 * @param truncated whether there are more than the limit let through
 * @param next what {@code cursor} gives the items behind these; null when there are none, or when
 *     this list has no pages
 * @param columns the columns of its CSV form: paths in an item
 */
@Schema(description = "A list; asOf is the newest record time projected, epoch milliseconds")
public record Listing(
    @Schema(implementation = Object[].class) List<JsonNode> items,
    Long asOf,
    boolean truncated,
    @JsonInclude(JsonInclude.Include.NON_NULL) String next,
    @JsonIgnore @Schema(hidden = true) List<String> columns)
    implements Tabular {

  /** A list of what was found when one more than the limit was asked for. */
  static Listing of(List<JsonNode> found, int limit, Long asOf, List<String> columns) {
    boolean more = found.size() > limit;
    return new Listing(more ? found.subList(0, limit) : found, asOf, more, null, columns);
  }

  /** The same as one of several pages in this order. */
  Listing with(Keyset keyset) {
    String behind = truncated ? keyset.cursor(items.get(items.size() - 1)) : null;
    return new Listing(items, asOf, truncated, behind, columns);
  }

  @Override
  public List<String> header() {
    return columns;
  }

  @Override
  public Stream<List<Object>> rows() {
    return items.stream().map(item -> columns.stream().map(path -> cell(item, path)).toList());
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

package dev.tocsin.standalone.replay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes events of a table's rows. A column that has a field's very name needs no {@code --map}; all
 * others are left out unless they are mapped.
 */
final class CellsMapper implements RowMapper {
  private final Mapping mapping;
  private final String file;
  private final int width;
  private final List<Binding> bindings = new ArrayList<>();

  private record Binding(Field field, int column) {}

  /**
   * @param file the file's name
   * @param sample its first rows: a column with a text among them is not numeric
   * @throws InvalidOptionException when a column does not exist or a required field has no source
   */
  CellsMapper(Mapping mapping, String file, List<String> header, List<Row.Cells> sample) {
    this.mapping = mapping;
    this.file = file;
    this.width = header.size();
    Set<Integer> used = new HashSet<>();
    for (Map.Entry<Field, String> map : mapping.columns().entrySet()) {
      String option = "--map " + map.getKey().path() + "=" + map.getValue();
      int column = place(option, map.getValue(), header);
      used.add(column);
      bindings.add(new Binding(map.getKey(), column));
    }
    bindOthers(header, sample, used);
    requireAll(header);
  }

  private int place(String option, String column, List<String> header) {
    int place = header.indexOf(column);
    if (place < 0) {
      throw new InvalidOptionException(
          option, "no column '" + column + "' in " + file + "; " + listed(header));
    }
    if (place != header.lastIndexOf(column)) {
      throw new InvalidOptionException(
          option, "two columns are called '" + column + "' in " + file);
    }
    return place;
  }

  private void bindOthers(List<String> header, List<Row.Cells> sample, Set<Integer> used) {
    for (int i = 0; i < header.size(); i++) {
      String column = header.get(i);
      Field same = mapping.kind().field(column).orElse(null);
      if (used.contains(i) || column.isBlank() || mapping.skipped().contains(column)) {
        continue;
      }
      if (same != null) {
        if (!mapping.gives(same)) {
          bindings.add(new Binding(same, i));
        }
      } else if (mapping.allMetrics() && numeric(i, sample)) {
        bindings.add(new Binding(new Field("metrics", column, FieldType.NUMBER), i));
      }
    }
  }

  private boolean numeric(int column, List<Row.Cells> sample) {
    return sample.stream()
        .filter(row -> row.cells().size() == width)
        .map(row -> mapping.present(row.cells().get(column)))
        .allMatch(text -> text == null || FieldType.number(text).isPresent());
  }

  private void requireAll(List<String> header) {
    for (String required : mapping.kind().required()) {
      if (!given(required)) {
        String field = required.replace("*", "NAME");
        String time = required.equals("timestamp") ? " or --start TIME --step DURATION" : "";
        throw new InvalidOptionException(
            "--map",
            "nothing gives the field %s of %s; use --map %s=COLUMN or --set %s=VALUE%s; %s"
                .formatted(field, mapping.kind(), field, field, time, listed(header)));
      }
    }
  }

  private boolean given(String required) {
    String group = required.endsWith(".*") ? required.substring(0, required.length() - 2) : null;
    if (group == null) {
      Field field = mapping.kind().field(required).orElseThrow();
      return mapping.gives(field) || bindings.stream().anyMatch(b -> b.field().equals(field));
    }
    return mapping.constants().keySet().stream().anyMatch(f -> group.equals(f.group()))
        || bindings.stream().anyMatch(b -> group.equals(b.field().group()));
  }

  private static String listed(List<String> header) {
    return "its columns are: " + String.join(", ", header);
  }

  @Override
  public Mapped map(Row row, long index) {
    if (!(row instanceof Row.Cells cells)) {
      return new Mapped.Refused("", row instanceof Row.Broken broken ? broken.reason() : "no row");
    }
    if (cells.cells().size() != width) {
      return new Mapped.Refused(
          "", "has " + cells.cells().size() + " values where the header has " + width);
    }
    EventBuilder event = new EventBuilder(mapping, JsonLines.MAPPER.createObjectNode());
    for (Binding binding : bindings) {
      event.read(binding.field(), cells.cells().get(binding.column()));
    }
    return event.finish(index, new EventId(file, cells.line()));
  }
}

package dev.tocsin.anomaly.domain;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The kinds of log lines that an entity is known to write, mined on line: a kind that agrees with a
 * template of the same length in its first word and in at least half of the others belongs to it,
 * and where they differ the template has a wildcard (Drain; He, Zhu, Zheng and Lyu, ICWS 2017). At
 * most {@value #MOST} templates; the one not seen for longest gives way.
 */
final class LogTemplates {
  /** Most templates of an entity. */
  static final int MOST = 64;

  private static final double ALIKE = 0.5;
  private static final double WEIGHT = 1.0 / 64;

  private final List<Template> templates = new ArrayList<>();
  private long windows;

  /**
   * Looks at a window's lines and learns them.
   *
   * @return what is new and what bursts
   */
  Look look(Map<String, Long> counts) {
    windows++;
    double[] seen = new double[MOST];
    long all = 0;
    long fresh = 0;
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      String[] words = each.getKey().split(" ");
      int found = find(words);
      all += each.getValue();
      fresh += found < 0 ? each.getValue() : 0;
      int place = found < 0 ? add(words, seen) : found;
      templates.get(place).learn(words, windows);
      seen[place] += each.getValue();
    }
    return all == 0
        ? new Look(Double.NaN, Double.NaN)
        : new Look((double) fresh / all, burst(seen));
  }

  private double burst(double[] seen) {
    double burst = 0;
    for (int i = 0; i < templates.size(); i++) {
      Template template = templates.get(i);
      burst = Math.max(burst, (seen[i] - template.rate) / Math.sqrt(template.rate + 1));
      template.rate += WEIGHT * (seen[i] - template.rate);
    }
    return burst;
  }

  private int find(String[] words) {
    for (int i = 0; i < templates.size(); i++) {
      if (templates.get(i).matches(words)) {
        return i;
      }
    }
    return -1;
  }

  private int add(String[] words, double[] seen) {
    if (templates.size() < MOST) {
      templates.add(new Template(words, windows, 0));
      return templates.size() - 1;
    }
    Template oldest = templates.stream().min(Comparator.comparingLong(t -> t.last)).orElseThrow();
    int place = templates.indexOf(oldest);
    templates.set(place, new Template(words, windows, 0));
    seen[place] = 0;
    return place;
  }

  void write(DataOutput to) throws IOException {
    to.writeLong(windows);
    to.writeByte(templates.size());
    for (Template each : templates) {
      to.writeUTF(String.join(" ", each.words));
      to.writeLong(each.last);
      to.writeDouble(each.rate);
    }
  }

  static LogTemplates read(DataInput from) throws IOException {
    LogTemplates read = new LogTemplates();
    read.windows = from.readLong();
    int size = from.readUnsignedByte();
    for (int i = 0; i < size; i++) {
      read.templates.add(
          new Template(from.readUTF().split(" "), from.readLong(), from.readDouble()));
    }
    return read;
  }

  /**
   * What a window's lines look like.
   *
   * @param freshShare the share of lines of kinds that were not known, 0 to 1
   * @param burst how many standard deviations (of a Poisson count) the template that grew most is
   *     above its usual count
   */
  record Look(double freshShare, double burst) {}

  private static final class Template {
    private final String[] words;
    private long last;
    private double rate;

    Template(String[] words, long last, double rate) {
      this.words = words.clone();
      this.last = last;
      this.rate = rate;
    }

    boolean matches(String[] other) {
      if (other.length != words.length || !same(0, other)) {
        return false;
      }
      int alike = 0;
      for (int i = 1; i < words.length; i++) {
        alike += same(i, other) ? 1 : 0;
      }
      return alike >= ALIKE * (words.length - 1);
    }

    private boolean same(int i, String[] other) {
      return words[i].equals(TemplateCounts.ANY) || words[i].equals(other[i]);
    }

    void learn(String[] other, long window) {
      last = window;
      for (int i = 0; i < words.length; i++) {
        words[i] = same(i, other) ? words[i] : TemplateCounts.ANY;
      }
    }
  }
}

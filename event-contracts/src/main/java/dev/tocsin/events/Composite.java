package dev.tocsin.events;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An objective made of others: in each measurement slice, from whether its members were good.
 *
 * @param mode how members make one
 * @param k for {@code kOfN}: how many must be good
 * @param members the members, at least two
 */
public record Composite(Mode mode, Integer k, List<Member> members) {

  public Composite {
    if (mode == null) {
      throw new InvalidFieldException("mode", "is required: one of " + Mode.NAMES);
    }
    if (members == null || members.size() < 2) {
      throw new InvalidFieldException("members", "is required: at least two {objective, service}");
    }
    members = List.copyOf(members);
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < members.size(); i++) {
      if (!keys.add(members.get(i).key())) {
        throw new InvalidFieldException("members[" + i + "]", "must be there only once");
      }
    }
    if (mode == Mode.K_OF_N && !(k != null && k >= 1 && k <= members.size())) {
      throw new InvalidFieldException(
          "k", "is required for kOfN: from 1 to the number of members, " + members.size());
    }
    if (mode != Mode.K_OF_N && k != null) {
      throw new InvalidFieldException("k", "is allowed only for kOfN");
    }
  }

  /**
   * An objective of one service.
   *
   * @param objective the member objective's name
   * @param service the service that it is judged for
   * @param weight for {@code weighted}: its weight, over 0; default 1
   */
  public record Member(String objective, String service, Double weight) {
    public Member {
      if (objective == null || !EventFields.validName(objective)) {
        throw new InvalidFieldException("objective", "is required: an objective's name");
      }
      if (service == null || !EventFields.validName(service) || service.equals("*")) {
        throw new InvalidFieldException("service", "is required: a service's name");
      }
      weight = weight == null ? 1.0 : weight;
      if (!(weight > 0 && weight <= 1e6)) {
        throw new InvalidFieldException("weight", "must be over 0 and at most 1000000");
      }
    }

    /** The member's identity: {@code objective/service}. */
    public String key() {
      return objective + "/" + service;
    }
  }

  /** How members make one. */
  public enum Mode {
    /** Down when any member is. */
    ANY("any"),
    /** Down only when all members are. */
    ALL("all"),
    /** As good as the weighted mean of its members. */
    WEIGHTED("weighted"),
    /** Down when fewer than k members are good. */
    K_OF_N("kOfN");

    static final String NAMES = "any, all, weighted, kOfN";
    private final String json;

    Mode(String json) {
      this.json = json;
    }

    @JsonValue
    public String json() {
      return json;
    }

    @JsonCreator
    static Mode of(String name) {
      for (Mode mode : values()) {
        if (mode.json.equalsIgnoreCase(name)) {
          return mode;
        }
      }
      throw new InvalidFieldException("mode", "must be one of " + NAMES);
    }
  }
}

package dev.tocsin.sla.whatif;

import dev.tocsin.events.Definition;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Takes questions, a few at once, and answers what this instance can. */
public final class Inquiries {
  private final WhatIf whatIf;
  private final Replays replays;
  private final Instances instances;
  private final Limits limits;
  private final Clock clock;
  private final Semaphore places;

  public Inquiries(
      WhatIf whatIf, Replays replays, Instances instances, Limits limits, Clock clock) {
    this.whatIf = whatIf;
    this.replays = replays;
    this.instances = instances;
    this.limits = limits;
    this.clock = clock;
    this.places = new Semaphore(limits.atOnce());
  }

  /**
   * What this instance says.
   *
   * @param objective the name under which it was judged, and published when it was
   * @param asOf until when it was judged, epoch milliseconds
   * @param services what each service says
   */
  public record Answer(String objective, long from, long to, long asOf, List<Finding> services) {}

  /** The most verdicts that may be listed of one service. */
  public int mostVerdicts() {
    return limits.verdicts();
  }

  /** The URLs of the instances that have to be asked, this one among them if it has to be. */
  public List<String> owners(Question question) {
    if (question.service() != null) {
      return List.of(instances.ownerOf(question.service()));
    }
    List<String> all = new ArrayList<>(instances.others());
    all.add(instances.self());
    return all;
  }

  /** This instance's URL. */
  public String self() {
    return instances.self();
  }

  /**
   * Judges what is stored here.
   *
   * @param wanted about how many verdicts to list of each service
   * @throws RefusedException when it is too much, or too many ask at once
   */
  public Answer answer(Question question, int wanted) {
    return answering(question, now -> whatIf.findings(question, wanted, now, verdict -> {}));
  }

  /** The same, published under a name of its own. */
  public Answer replay(Question question, int wanted) {
    Question named = question.ofReplay();
    return answering(
        named,
        now ->
            replays.publish(
                witness -> whatIf.findings(named, wanted, now, witness), whatIf.asOf(named, now)));
  }

  private Answer answering(Question question, Judging judging) {
    if (!places.tryAcquire()) {
      throw new RefusedException(
          RefusedException.Kind.NOT_NOW, "at most " + limits.atOnce() + " questions at once");
    }
    try {
      long now = clock.millis();
      Definition definition = question.definition();
      return new Answer(
          definition.name(),
          question.from(),
          question.to(),
          whatIf.asOf(question, now),
          judging.findings(now));
    } catch (RuntimeException e) {
      throw Instances.moved(e) ? Instances.unsettled(e) : e;
    } finally {
      places.release();
    }
  }

  /** One way to come to findings. */
  @FunctionalInterface
  private interface Judging {
    List<Finding> findings(long now);
  }
}

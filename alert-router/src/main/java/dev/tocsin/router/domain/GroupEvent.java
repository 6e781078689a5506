package dev.tocsin.router.domain;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tocsin.events.Alert;
import dev.tocsin.events.Command;

/** What a group hears about one of its alerts. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = GroupEvent.Placed.class, name = "placed"),
  @JsonSubTypes.Type(value = GroupEvent.Refreshed.class, name = "refreshed"),
  @JsonSubTypes.Type(value = GroupEvent.Left.class, name = "left"),
  @JsonSubTypes.Type(value = GroupEvent.Ended.class, name = "ended"),
  @JsonSubTypes.Type(value = GroupEvent.Commanded.class, name = "commanded")
})
public sealed interface GroupEvent {

  /**
   * A firing alert was routed here, for the first time or anew.
   *
   * @param route the route that did it, with the timing that now holds for the group
   * @param reason why it came here
   */
  record Placed(Route route, Alert alert, String reason) implements GroupEvent {}

  /** The alert fires on with newer figures, which are no news. */
  record Refreshed(Alert alert) implements GroupEvent {}

  /**
   * The alert, still firing, is another group's from now on.
   *
   * @param alert as it is now
   * @param reason why
   */
  record Left(Alert alert, String reason) implements GroupEvent {}

  /** The alert is over. */
  record Ended(Alert alert) implements GroupEvent {}

  /** A person said something about an alert of the group. */
  record Commanded(Command command) implements GroupEvent {}
}

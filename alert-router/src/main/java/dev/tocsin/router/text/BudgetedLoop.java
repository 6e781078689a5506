package dev.tocsin.router.text;

import io.quarkus.qute.Expression;
import io.quarkus.qute.Mapper;
import io.quarkus.qute.ResolutionContext;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * {@code {#for a in page.alerts}}: like Qute's own, but over lists only (Qute's also counts to any
 * number), and each turn costs.
 */
final class BudgetedLoop implements SectionHelper {
  private final String name;
  private final Expression list;

  private BudgetedLoop(String name, Expression list) {
    this.name = name;
    this.list = list;
  }

  @Override
  public CompletionStage<ResultNode> resolve(SectionResolutionContext context) {
    return context.resolutionContext().evaluate(list).thenCompose(value -> turns(context, value));
  }

  private CompletionStage<ResultNode> turns(SectionResolutionContext context, Object value) {
    if (!(value instanceof Iterable<?> items)) {
      return ResultNode.NOOP;
    }
    List<ResultNode> turns = new ArrayList<>();
    for (Object item : items) {
      Budget.spend();
      ResolutionContext child =
          context.resolutionContext().createChild(Mapper.wrap(Map.of(name, item)), null);
      // All values are at hand, so that every turn ends at once.
      turns.add(context.execute(child).toCompletableFuture().join());
    }
    return CompletableFuture.completedFuture(
        new ResultNode() {
          @Override
          public void process(Consumer<String> to) {
            turns.forEach(turn -> turn.process(to));
          }
        });
  }

  /** Makes loops. */
  static final class Factory implements SectionHelperFactory<BudgetedLoop> {
    @Override
    public List<String> getDefaultAliases() {
      return List.of("for");
    }

    @Override
    public ParametersInfo getParameters() {
      return ParametersInfo.builder()
          .addParameter("name")
          .addParameter("in")
          .addParameter("list")
          .build();
    }

    @Override
    public Scope initializeBlock(Scope outer, BlockInfo block) {
      if (block.isMainBlock()) {
        block.addExpression("list", block.getParameter("list"));
      }
      return outer;
    }

    @Override
    public BudgetedLoop initialize(SectionInitContext context) {
      return new BudgetedLoop(context.getParameter("name"), context.getExpression("list"));
    }
  }
}

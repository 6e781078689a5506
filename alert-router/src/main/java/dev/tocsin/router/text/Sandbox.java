package dev.tocsin.router.text;

import io.quarkus.qute.Engine;
import io.quarkus.qute.Expression;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.ResultMapper;
import io.quarkus.qute.Results;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.Template;
import io.quarkus.qute.TemplateException;
import io.quarkus.qute.TemplateNode.Origin;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.WhenSectionHelper;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Renders other people's templates. They see maps, lists and texts, and nothing of Java: there is
 * no reflection, no bean, no other template, no file. Output, time and loops have a limit.
 */
public final class Sandbox {
  /** Most characters that come out. */
  static final int LONGEST_OUTPUT = 65_536;

  private static final int KEPT = 200;

  private final Map<Escape, Engine> engines = new EnumMap<>(Escape.class);
  private final Map<Key, Template> parsed =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Template> eldest) {
          return size() > KEPT;
        }
      };

  public Sandbox() {
    for (Escape escape : Escape.values()) {
      engines.put(escape, engine(escape));
    }
  }

  private static Engine engine(Escape escape) {
    return Engine.builder()
        .addValueResolvers(
            ValueResolvers.mapResolver(),
            ValueResolvers.mapperResolver(),
            ValueResolvers.mapEntryResolver(),
            ValueResolvers.listResolver(),
            ValueResolvers.collectionResolver(),
            ValueResolvers.thisResolver(),
            ValueResolvers.orResolver(),
            ValueResolvers.orEmpty(),
            ValueResolvers.trueResolver(),
            ValueResolvers.logicalAndResolver(),
            ValueResolvers.logicalOrResolver(),
            ValueResolvers.equalsResolver())
        .addSectionHelpers(
            new IfSectionHelper.Factory(),
            new BudgetedLoop.Factory(),
            new WhenSectionHelper.Factory(),
            new SetSectionHelper.Factory())
        .addResultMapper(new Escaped(escape))
        .strictRendering(false)
        .build();
  }

  /**
   * What the template makes of the data.
   *
   * @throws TemplateFailedException saying why, for the template's author
   */
  public String render(String template, Map<String, Object> data, Escape escape)
      throws TemplateFailedException {
    StringBuilder out = new StringBuilder();
    Consumer<String> capped =
        part -> {
          if (out.length() + part.length() > LONGEST_OUTPUT) {
            throw new Budget.OverspentException("it writes more than " + LONGEST_OUTPUT);
          }
          out.append(part);
        };
    Budget.begin();
    try {
      template(template, escape).data(data).consume(capped).toCompletableFuture().join();
      return out.toString();
    } catch (CompletionException e) {
      throw new TemplateFailedException(String.valueOf(e.getCause().getMessage()));
    } catch (TemplateException | Budget.OverspentException e) {
      throw new TemplateFailedException(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new TemplateFailedException("it is nested too deeply");
    } finally {
      Budget.end();
    }
  }

  private Template template(String text, Escape escape) {
    Key key = new Key(text, escape);
    synchronized (parsed) {
      Template known = parsed.get(key);
      if (known != null) {
        return known;
      }
    }
    Template fresh = engines.get(escape).parse(text);
    synchronized (parsed) {
      parsed.put(key, fresh);
    }
    return fresh;
  }

  private record Key(String text, Escape escape) {}

  /** Whatever stands in a place holder, escaped; what is not there is nothing. */
  private record Escaped(Escape escape) implements ResultMapper {
    @Override
    public int getPriority() {
      return 100;
    }

    @Override
    public boolean appliesTo(Origin origin, Object result) {
      return true;
    }

    @Override
    public String map(Object result, Expression expression) {
      return Results.isNotFound(result) || result == null
          ? ""
          : escape.apply(String.valueOf(result));
    }
  }
}

package dev.tocsin.report.rest;

import dev.tocsin.events.InvalidFieldException;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses query parameters that the method does not have: a filter with a typing error is none. */
class KnownParameters {
  private final ConcurrentHashMap<Method, Set<String>> known = new ConcurrentHashMap<>();

  @ServerRequestFilter
  void check(ResourceInfo resource, ContainerRequestContext request) {
    Method method = resource.getResourceMethod();
    if (method == null) {
      return;
    }
    Set<String> names = known.computeIfAbsent(method, KnownParameters::names);
    for (String given : request.getUriInfo().getQueryParameters().keySet()) {
      if (!names.contains(given) && !given.equals(Formats.PARAMETER)) {
        throw new InvalidFieldException(
            given,
            names.isEmpty()
                ? "is not known here: this path has no query parameters"
                : "is not known here: one of " + String.join(", ", names));
      }
    }
  }

  private static Set<String> names(Method method) {
    Set<String> names = new TreeSet<>();
    Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(RestQuery.class))
        .forEach(parameter -> names.add(parameter.getName()));
    Arrays.stream(method.getParameters())
        .filter(parameter -> parameter.isAnnotationPresent(BeanParam.class))
        .flatMap(parameter -> Arrays.stream(parameter.getType().getDeclaredFields()))
        .filter(field -> field.isAnnotationPresent(RestQuery.class))
        .forEach(field -> names.add(field.getName()));
    return names;
  }
}

package dev.tocsin.report.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Gives each JSON answer its entity tag, and 304 to whoever has it already (RFC 9110). */
class EntityTags {
  private static final int OK = 200;
  private static final int NOT_MODIFIED = 304;
  private static final int TAG_BYTES = 12;

  private final ObjectMapper json;
  private final Memo memo;

  EntityTags(ObjectMapper json, Memo memo) {
    this.json = json;
    this.memo = memo;
  }

  @ServerResponseFilter
  void tag(ContainerRequestContext request, ContainerResponseContext response)
      throws JsonProcessingException {
    Object entity = response.getEntity();
    if (!request.getMethod().equals("GET")
        || response.getStatus() != OK
        || entity == null
        || entity instanceof byte[]
        || !MediaType.APPLICATION_JSON_TYPE.isCompatible(response.getMediaType())) {
      return;
    }
    byte[] kept = memo.json(entity);
    byte[] body = kept == null ? json.writeValueAsBytes(entity) : kept;
    String tag = tag(body);
    response.getHeaders().putSingle(HttpHeaders.ETAG, tag);
    response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-cache");
    if (matches(request.getHeaderString(HttpHeaders.IF_NONE_MATCH), tag)) {
      response.setStatus(NOT_MODIFIED);
      response.setEntity(null);
    } else {
      response.setEntity(body);
    }
  }

  private static boolean matches(String wanted, String tag) {
    return wanted != null
        && Arrays.stream(wanted.split(","))
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals("*") || each.equals(tag));
  }

  private static String tag(byte[] body) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(body);
      byte[] part = Arrays.copyOf(hash, TAG_BYTES);
      return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(part) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

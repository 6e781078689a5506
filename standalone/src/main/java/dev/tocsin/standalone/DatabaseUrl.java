package dev.tocsin.standalone;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The address of a PostgreSQL database, its user apart from it.
 *
 * @param url {@code postgresql://HOST:PORT/DATABASE}
 * @param password or null
 */
record DatabaseUrl(String url, String user, String password) {
  /**
   * Reads {@code postgresql://USER:PASSWORD@HOST:PORT/DATABASE}, also with {@code jdbc:} before it.
   *
   * @throws StandaloneException when it is none
   */
  static DatabaseUrl parse(String text) {
    try {
      URI uri = new URI(text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text);
      boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
      if (!known || uri.getHost() == null || uri.getPath().length() < 2) {
        throw unreadable(text);
      }
      String[] user =
          uri.getUserInfo() == null ? new String[] {"postgres"} : uri.getUserInfo().split(":", 2);
      int port = uri.getPort() < 0 ? 5432 : uri.getPort();
      String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
      return new DatabaseUrl(
          "postgresql://" + uri.getHost() + ":" + port + uri.getRawPath() + query,
          user[0],
          user.length > 1 ? user[1] : null);
    } catch (URISyntaxException e) {
      throw unreadable(text);
    }
  }

  /** What the report API has to know. */
  Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    environment.put("TOCSIN_REPORT_DATABASE_URL", url);
    environment.put("TOCSIN_REPORT_DATABASE_USERNAME", user);
    if (password != null) {
      environment.put("TOCSIN_REPORT_DATABASE_PASSWORD", password);
    }
    return environment;
  }

  private static StandaloneException unreadable(String text) {
    // Without the text itself: it may hold a password.
    return new StandaloneException(
        "--postgres needs postgresql://USER:PASSWORD@HOST:PORT/DATABASE, not the %d characters given"
            .formatted(text.length()));
  }
}

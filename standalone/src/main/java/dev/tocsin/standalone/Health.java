package dev.tocsin.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** A service's own word on whether it does its work. */
final class Health {
  private static final int TIMEOUT_MILLIS = 2_000;

  private Health() {}

  /** Whether the service on this port says that it is ready. */
  static boolean ready(int port) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection)
              URI.create("http://127.0.0.1:" + port + "/q/health/ready").toURL().openConnection();
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      try {
        return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}

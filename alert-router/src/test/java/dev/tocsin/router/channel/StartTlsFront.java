package dev.tocsin.router.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * What GreenMail lacks: a mail server that offers STARTTLS (RFC 3207), and hands what comes after
 * it to a plain one behind. It takes one connection.
 */
final class StartTlsFront implements AutoCloseable {
  private final ServerSocket listening;
  private final int behind;
  private final List<String> inClear = new CopyOnWriteArrayList<>();

  StartTlsFront(int behind) throws IOException {
    this.behind = behind;
    listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    start(this::serve);
  }

  int port() {
    return listening.getLocalPort();
  }

  /** The commands that anybody on the way could read. */
  List<String> inClear() {
    return inClear;
  }

  private void serve() {
    try (Socket client = listening.accept()) {
      OutputStream out = client.getOutputStream();
      say(out, "220 front ready");
      // One byte at a time: what comes after STARTTLS is not ours to read.
      for (String line = line(client.getInputStream());
          line != null;
          line = line(client.getInputStream())) {
        inClear.add(line);
        if (line.startsWith("EHLO")) {
          say(out, "250-front\r\n250 STARTTLS");
        } else if (line.equals("STARTTLS")) {
          say(out, "220 go on");
          relay(client);
          return;
        } else {
          say(out, "530 STARTTLS first");
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void relay(Socket client) throws IOException, GeneralSecurityException {
    SSLSocket secure =
        (SSLSocket) context().getSocketFactory().createSocket(client, null, client.getPort(), true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      new BufferedReader(new InputStreamReader(plain.getInputStream(), US_ASCII)).readLine();
      Thread back = start(() -> copy(plain, secure));
      copy(secure, plain);
      back.interrupt();
    }
  }

  private static SSLContext context() throws IOException, GeneralSecurityException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    char[] password = "changeit".toCharArray();
    try (InputStream in = StartTlsFront.class.getResourceAsStream("/greenmail.p12")) {
      keys.load(in, password);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void copy(Socket from, Socket to) {
    try {
      byte[] part = new byte[4_096];
      for (int n = from.getInputStream().read(part); n >= 0; n = from.getInputStream().read(part)) {
        to.getOutputStream().write(part, 0, n);
        to.getOutputStream().flush();
      }
    } catch (IOException e) {
      // One of the two has hung up: the conversation is over.
      return;
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      if (c == '\n') {
        return line.toString().strip();
      }
      line.append((char) c);
    }
    return null;
  }

  private static void say(OutputStream out, String line) throws IOException {
    out.write((line + "\r\n").getBytes(US_ASCII));
    out.flush();
  }

  private static Thread start(Runnable work) {
    Thread thread = new Thread(work, "starttls");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.tocsin.events.egress;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where requests may go: a definition is written by people, and must not make this service speak to
 * what only this service can reach. A name is resolved once, all of its addresses must pass, and
 * the connection is made to one of them, so that a name that changes its mind gains nothing.
 *
 * @param schemes such as {@code https}
 * @param allowPrivate whether loopback, link-local, private and other inner addresses are allowed
 * @param allowedHosts if not empty, only these hosts; {@code *.example.com} is all below that name
 */
public record TargetPolicy(Set<String> schemes, boolean allowPrivate, List<String> allowedHosts) {

  /**
   * What some clients read as a number: decimal, octal, hexadecimal, with fewer than four parts.
   */
  private static final Pattern NUMERIC =
      Pattern.compile("(0x[0-9a-f]*|\\d+)(\\.(0x[0-9a-f]*|\\d+)?)*", Pattern.CASE_INSENSITIVE);

  private static final Pattern DOTTED =
      Pattern.compile("((0|[1-9]\\d{0,2})\\.){3}(0|[1-9]\\d{0,2})");

  /** May it be asked, and at which address? */
  public sealed interface Ruling {}

  /**
   * It may, at this address and no other, under its own name.
   *
   * @param target what is asked
   * @param address the one that was checked
   */
  public record Pinned(URI target, InetAddress address) implements Ruling {
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /** Whether the connection is encrypted. */
    public boolean tls() {
      return "https".equalsIgnoreCase(target.getScheme());
    }

    /** The port to connect to. */
    public int port() {
      return target.getPort() > 0 ? target.getPort() : tls() ? HTTPS : HTTP;
    }

    /** Path and query, as they stand in the request's first line. */
    public String requestTarget() {
      String path = target.getRawPath();
      String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
      return (path == null || path.isEmpty() ? "/" : path) + query;
    }
  }

  /**
   * It may not.
   *
   * @param forEver whether the target itself is to blame, and not its name's resolution now
   */
  public record Refused(String reason, boolean forEver) implements Ruling {}

  /** Rules on a target. */
  public Ruling rule(URI target, Resolver resolver) {
    String scheme = String.valueOf(target.getScheme()).toLowerCase(Locale.ROOT);
    if (!schemes.contains(scheme)) {
      return new Refused("scheme " + scheme + " is not among " + String.join(", ", schemes), true);
    }
    if (target.getHost() == null) {
      return new Refused("the address has no valid host", true);
    }
    if (target.getRawUserInfo() != null) {
      return new Refused("the address carries a user or a password", true);
    }
    if (target.getHost().indexOf('%') >= 0) {
      return new Refused("the address names an interface of this machine", true);
    }
    String host = target.getHost().toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    if (NUMERIC.matcher(host).matches() && !DOTTED.matcher(host).matches()) {
      return new Refused("host " + host + " is an address in an unusual form", true);
    }
    if (!allowedHosts.isEmpty() && allowedHosts.stream().noneMatch(one -> allows(one, host))) {
      return new Refused("host " + host + " is not among the allowed hosts", true);
    }
    return resolve(target, host, resolver);
  }

  private static boolean allows(String allowed, String host) {
    String name = allowed.toLowerCase(Locale.ROOT);
    return name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
  }

  private Ruling resolve(URI target, String host, Resolver resolver) {
    InetAddress[] addresses;
    try {
      addresses = resolver.resolve(host);
    } catch (UnknownHostException e) {
      return new Refused("host " + host + " has no address", false);
    }
    if (!allowPrivate) {
      for (InetAddress address : addresses) {
        String kind = InnerAddresses.kind(address);
        if (kind != null) {
          return new Refused("host " + host + " has an inner address: " + kind, true);
        }
      }
    }
    return new Pinned(target, addresses[0]);
  }
}

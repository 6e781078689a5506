package dev.tocsin.router.dispatch;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * Where webhooks may go: a definition is written by people, and must not make this service speak to
 * what only this service can reach. Checked after resolution; all of a name's addresses must pass.
 *
 * @param allowPrivate whether loopback, link-local and private addresses are allowed
 * @param allowedHosts if not empty, only these hosts
 */
public record TargetPolicy(boolean allowPrivate, List<String> allowedHosts) {

  /**
   * Why the target is refused, or null. Resolves the host, so it may block.
   *
   * @throws UnknownHostException when the host has no address now
   */
  String refusal(URI target) throws UnknownHostException {
    String host = target.getHost();
    if (!allowedHosts.isEmpty() && allowedHosts.stream().noneMatch(host::equalsIgnoreCase)) {
      return "host " + host + " is not among the allowed hosts";
    }
    if (!allowPrivate) {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (inner(address)) {
          return "host " + host + " has a private, loopback or link-local address";
        }
      }
    }
    return null;
  }

  private static boolean inner(InetAddress address) {
    byte[] bytes = address.getAddress();
    // Unique local addresses fc00::/7, carrier-grade NAT 100.64.0.0/10, "this network" 0.0.0.0/8.
    boolean further =
        address instanceof Inet6Address
            ? (bytes[0] & 0xfe) == 0xfc
            : (bytes[0] == 100 && (bytes[1] & 0xc0) == 64) || bytes[0] == 0;
    return further
        || address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress();
  }
}

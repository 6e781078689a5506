package dev.tocsin.events.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/** Addresses that are not the public internet's: IANA's special-purpose registries. */
final class InnerAddresses {
  private static final List<Range> RANGES =
      List.of(
          range("0.0.0.0", 8, "this network"),
          range("10.0.0.0", 8, "private"),
          range("100.64.0.0", 10, "carrier-grade NAT"),
          range("127.0.0.0", 8, "loopback"),
          range("169.254.0.0", 16, "link-local"),
          range("172.16.0.0", 12, "private"),
          range("192.0.0.0", 24, "protocol assignments"),
          range("192.0.2.0", 24, "documentation"),
          range("192.88.99.0", 24, "6to4 relay"),
          range("192.168.0.0", 16, "private"),
          range("198.18.0.0", 15, "benchmarking"),
          range("198.51.100.0", 24, "documentation"),
          range("203.0.113.0", 24, "documentation"),
          range("224.0.0.0", 4, "multicast"),
          range("240.0.0.0", 4, "reserved"),
          // Unspecified, loopback and the old form of addresses that embed one of version 4.
          range("::", 96, "loopback or embedded"),
          range("64:ff9b::", 96, "NAT64"),
          range("64:ff9b:1::", 48, "NAT64"),
          range("100::", 64, "discarded"),
          range("2001::", 23, "protocol assignments"),
          range("2001:db8::", 32, "documentation"),
          range("2002::", 16, "6to4"),
          range("3fff::", 20, "documentation"),
          range("5f00::", 16, "segment routing"),
          range("fc00::", 7, "unique local"),
          range("fe80::", 10, "link-local"),
          range("fec0::", 10, "site-local"),
          range("ff00::", 8, "multicast"));

  private InnerAddresses() {}

  /** What the address is when it is not public, such as {@code loopback}; else null. */
  static String kind(InetAddress address) {
    byte[] bytes = embedded(address.getAddress());
    return RANGES.stream().filter(r -> r.has(bytes)).map(Range::kind).findFirst().orElse(null);
  }

  /** An IPv4-mapped address is the one of version 4 that it maps. */
  private static byte[] embedded(byte[] bytes) {
    boolean mapped = bytes.length == 16 && bytes[10] == -1 && bytes[11] == -1;
    for (int i = 0; mapped && i < 10; i++) {
      mapped = bytes[i] == 0;
    }
    return mapped ? Arrays.copyOfRange(bytes, 12, 16) : bytes;
  }

  private static Range range(String network, int bits, String kind) {
    try {
      InetAddress address = InetAddress.getByName(network);
      boolean four = address instanceof Inet4Address;
      return new Range(address.getAddress(), bits, (four ? "IPv4 " : "IPv6 ") + kind);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address needs no look-up", e);
    }
  }

  private record Range(byte[] network, int bits, String kind) {
    boolean has(byte[] address) {
      if (address.length != network.length) {
        return false;
      }
      int whole = bits / 8;
      int mask = (0xff00 >> bits % 8) & 0xff;
      return Arrays.equals(address, 0, whole, network, 0, whole)
          && (mask == 0 || (address[whole] & mask) == (network[whole] & mask));
    }
  }
}

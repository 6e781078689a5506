package dev.tocsin.events.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds a name's addresses. It may block. */
@FunctionalInterface
public interface Resolver {
  InetAddress[] resolve(String host) throws UnknownHostException;
}

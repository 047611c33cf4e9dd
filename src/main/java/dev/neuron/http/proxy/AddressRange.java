package dev.neuron.http.proxy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** All IP addresses that share their first bits. */
final class AddressRange {

  private final byte[] network;
  private final int bits;

  private AddressRange(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /**
   * Reads an address such as {@code 10.0.0.7} or {@code ::1}, or a range such as {@code
   * 10.0.0.0/8}.
   *
   * @throws IllegalArgumentException if the text is neither
   */
  static AddressRange of(String text) {
    int slash = text.indexOf('/');
    @Nullable InetAddress address =
        AddressLiteral.read(slash < 0 ? text : text.substring(0, slash));
    int length = address == null ? 0 : Byte.SIZE * address.getAddress().length;
    int bits = slash < 0 ? length : bits(text.substring(slash + 1));
    if (address == null || bits < 0 || bits > length) {
      throw new IllegalArgumentException(
          "\"%s\" is neither an IP address nor a range such as 10.0.0.0/8 or fd00::/8."
              .formatted(text));
    }
    return new AddressRange(address.getAddress(), bits);
  }

  private static int bits(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** True if an address is in the range and of the same version of IP. */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != network.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    for (int i = 0; i < whole; i++) {
      if (bytes[i] != network[i]) {
        return false;
      }
    }
    int rest = bits % Byte.SIZE;
    return rest == 0 || (bytes[whole] ^ network[whole]) >> (Byte.SIZE - rest) == 0;
  }
}

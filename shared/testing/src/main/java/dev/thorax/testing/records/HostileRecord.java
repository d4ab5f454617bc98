package dev.thorax.testing.records;

import java.util.List;
import java.util.Map;

/**
 * A record that nobody should send.
 *
 * @param name what is odd about it
 * @param key the key, or null
 * @param value the value, or null
 * @param headers names and values of the headers; a value may be null
 */
public record HostileRecord(String name, byte[] key, byte[] value, List<Map.Entry<String, byte[]>> headers) {}

package dev.thorax.network.backbone;

import java.net.URI;
import java.util.Set;

/**
 * A weights file that Keras publishes, and the digests of the files that may be used as it.
 *
 * @param address of the file
 * @param md5 its MD5, 32 lower-case hex digits, as in Keras's own source, or null if Keras gives none. It is shown only
 * @param sha256 SHA-256 of files whose weights were checked, 64 lower-case hex digits each. Only these may be used
 */
public record PublishedFile(URI address, String md5, Set<String> sha256) {}

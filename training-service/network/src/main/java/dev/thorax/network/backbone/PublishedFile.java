package dev.thorax.network.backbone;

import java.net.URI;

/**
 * Where Keras publishes a weights file.
 *
 * @param address of the file
 * @param md5 its MD5, 32 lower-case hex digits, as in Keras's own source, or null where Keras gives none: it tells a damaged
 *     file, and trust rests on HTTPS
 */
public record PublishedFile(URI address, String md5) {}

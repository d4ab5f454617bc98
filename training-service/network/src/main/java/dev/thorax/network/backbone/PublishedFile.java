package dev.thorax.network.backbone;

import java.net.URI;

/**
 * A weights file that Keras publishes.
 *
 * @param address of the file
 * @param md5 its MD5, 32 lower-case hex digits, as in Keras's own source, or null if Keras gives none; it detects a damaged
 *     file, while trust rests on HTTPS
 */
public record PublishedFile(URI address, String md5) {}

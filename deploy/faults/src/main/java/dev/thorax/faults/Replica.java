package dev.thorax.faults;

import java.net.URI;

/**
 * One replica of a service.
 *
 * @param part its process, which is started again whenever it ends
 * @param url the address of its HTTP server
 */
record Replica(SupervisedProcess part, URI url) {}

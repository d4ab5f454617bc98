/** Runs in a decoder process: a plain JVM that decodes one picture after the other. */
package dev.thorax.ingest.decode.child;

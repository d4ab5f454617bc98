/** Runs one training job in a plain JVM. */
package dev.thorax.worker;

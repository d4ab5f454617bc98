/** Compares the topics of a service with what it needs, and lets it consume when they fit. */
package dev.thorax.runtime.topic;

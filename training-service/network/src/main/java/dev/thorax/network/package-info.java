/** Describes a network as data, without an engine. */
package dev.thorax.network;

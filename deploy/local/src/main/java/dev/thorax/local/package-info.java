/** Thorax on one machine with one command: starts everything, plays the devices and the operator, shows what comes out. */
package dev.thorax.local;

/** What trains a network: one interface, one package for each library behind it. */
package dev.thorax.network.engine;

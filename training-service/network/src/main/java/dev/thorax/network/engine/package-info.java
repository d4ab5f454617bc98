/** Defines the interface of the engines that train networks. */
package dev.thorax.network.engine;

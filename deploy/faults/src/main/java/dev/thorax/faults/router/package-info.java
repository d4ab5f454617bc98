/** Gives several replicas of a service one address, as a cluster does. */
package dev.thorax.faults.router;

/** Stands between the services and a server, and does to their connections what networks and full disks do. */
package dev.thorax.faults.proxy;

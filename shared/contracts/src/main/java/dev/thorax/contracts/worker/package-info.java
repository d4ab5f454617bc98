/** Contract between the control plane and its workers: the order, the lease, the messages and what a worker can do. */
package dev.thorax.contracts.worker;

/** The connections of a service's listeners: how many there may be, and how long one may do nothing. */
package dev.thorax.runtime.connection;

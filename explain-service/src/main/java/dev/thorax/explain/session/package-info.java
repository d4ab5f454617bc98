/** Signs a browser in, by the link that contains a key or at a provider of identities, and signs it out. */
package dev.thorax.explain.session;

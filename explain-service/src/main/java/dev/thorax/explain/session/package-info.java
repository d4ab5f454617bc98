/** Signs a browser in with the link that contains a key, and takes the key from the cookie afterwards. */
package dev.thorax.explain.session;

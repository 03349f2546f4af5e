/** Explains failed TLS connections so that an operator knows which setting to change. */
package io.orderpipeline.common.tls;

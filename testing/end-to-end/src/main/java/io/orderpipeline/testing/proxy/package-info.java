/** A TCP proxy that makes a good connection a bad one. */
package io.orderpipeline.testing.proxy;

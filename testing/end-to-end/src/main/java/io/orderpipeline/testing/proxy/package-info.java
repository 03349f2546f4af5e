/** A TCP proxy that injects latency, low bandwidth, silence and resets. */
package io.orderpipeline.testing.proxy;

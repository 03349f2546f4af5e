/** What goes wrong with encrypted connections, put so that an operator knows which setting to change. */
package io.orderpipeline.common.tls;

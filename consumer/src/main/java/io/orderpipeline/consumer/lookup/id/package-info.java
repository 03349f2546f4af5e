/** Ids of orders in the bytes of records that need not be valid. */
package io.orderpipeline.consumer.lookup.id;

/** Ids of orders: those that a user asks for, and those in the bytes of records that need not be valid. */
package io.orderpipeline.consumer.lookup.id;

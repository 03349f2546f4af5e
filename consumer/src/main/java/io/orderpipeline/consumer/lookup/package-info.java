/** {@code consumer.jar order}: what became of single orders. Also behind {@code /api/orders/ID}. */
package io.orderpipeline.consumer.lookup;

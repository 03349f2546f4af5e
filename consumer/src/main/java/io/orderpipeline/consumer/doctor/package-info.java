/** {@code consumer.jar doctor}: checks for the usual problems. */
package io.orderpipeline.consumer.doctor;

/** {@code consumer.jar doctor}: asks what is usually wrong, and answers each question with what to do. */
package io.orderpipeline.consumer.doctor;

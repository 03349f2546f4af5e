/** Looking at topics from outside, for the commands that answer questions: nothing here consumes or commits. */
package io.orderpipeline.consumer.kafka;

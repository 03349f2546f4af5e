package io.orderpipeline.consumer.kafka;

import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * The bytes that one poll may return. The last record may exceed them, so that every poll makes progress whatever its
 * size. One thread.
 */
final class PollAllowance {

    private final int bytes;
    private long left;

    /** Of the record in progress; an identity, because key and value of one record share it. */
    private Headers current;

    PollAllowance(int bytes) {
        this.bytes = bytes;
    }

    /** Starts a poll. */
    void begin() {
        left = bytes;
        current = null;
    }

    /**
     * Counts the key or value of a record, and its headers once.
     *
     * @throws SerializationException before the first part of a record when the poll is full: the client then returns
     *     the records before it, and offers this one again at the next poll
     */
    void take(Headers headers, int size) {
        if (headers != current) {
            if (left <= 0) {
                throw new PollFullException();
            }
            current = headers;
            left -= sizeOf(headers);
        }
        left -= size;
    }

    private static long sizeOf(Headers headers) {
        long size = 0;
        for (Header header : headers) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    /** A signal, not a failure. */
    private static final class PollFullException extends SerializationException {

        private static final long serialVersionUID = 1L;

        PollFullException() {
            super("the poll is full");
        }

        /** None, because the exception is never shown. */
        @Override
        public synchronized Throwable fillInStackTrace() {
            return this;
        }
    }
}

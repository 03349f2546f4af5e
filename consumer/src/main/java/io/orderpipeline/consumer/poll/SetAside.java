package io.orderpipeline.consumer.poll;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterSink;
import io.orderpipeline.order.InvalidReason;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.apache.kafka.common.errors.RetriableException;

/**
 * The way of one partition's bad records to the dead-letter topic. A broker in trouble is not the record's fault
 * either: the letter is kept and sent again. One thread, that of the poll loop.
 */
final class SetAside {

    private final DeadLetterSink sink;
    private final Inbox inbox;
    private final Backoff backoff;
    private final LongConsumer acknowledged;
    private final ArrayDeque<Letter> again = new ArrayDeque<>();

    private record Letter(long ticket, DeadLetter content) {}

    /** @param acknowledged told the ticket of each record that is safe in the dead-letter topic */
    SetAside(DeadLetterSink sink, Inbox inbox, Backoff backoff, LongConsumer acknowledged) {
        this.sink = sink;
        this.inbox = inbox;
        this.backoff = backoff;
        this.acknowledged = acknowledged;
    }

    void add(PolledRecord polled, InvalidReason reason, String detail) {
        again.add(new Letter(polled.ticket(), new DeadLetter(polled.record(), reason, detail)));
        dispatch();
    }

    void dispatch() {
        while (!again.isEmpty() && backoff.mayTry()) {
            Letter letter = again.poll();
            sink.send(letter.content(), outcome -> inbox.post(() -> settle(letter, outcome)));
        }
    }

    private void settle(Letter letter, Optional<Exception> failure) {
        if (failure.isEmpty()) {
            backoff.succeeded();
            acknowledged.accept(letter.ticket());
        } else if (failure.get() instanceof RetriableException) {
            backoff.failed();
            again.add(letter);
        } else {
            throw UserError.failed(
                    "cannot write a dead letter for " + letter.content().place() + ": "
                            + failure.get().getMessage() + "; check the dead-letter topic and its permissions",
                    failure.get());
        }
    }
}

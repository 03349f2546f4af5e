package io.orderpipeline.consumer.poll;

import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterSink;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A dead-letter topic whose broker answers when the test says so. */
final class FakeDeadLetters implements DeadLetterSink {

    final List<Sending> sendings = new ArrayList<>();
    final List<DeadLetter> topic = new ArrayList<>();

    record Sending(DeadLetter letter, Consumer<Optional<Exception>> outcome) {}

    @Override
    public void send(DeadLetter letter, Consumer<Optional<Exception>> outcome) {
        sendings.add(new Sending(letter, outcome));
    }

    void acknowledgeAll() {
        List<Sending> all = List.copyOf(sendings);
        sendings.clear();
        all.forEach(sending -> {
            topic.add(sending.letter());
            sending.outcome().accept(Optional.empty());
        });
    }

    void fail(Exception failure) {
        sendings.remove(0).outcome().accept(Optional.of(failure));
    }
}

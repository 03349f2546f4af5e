package io.orderpipeline.consumer.deadletter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Keeps summaries of the newest dead letters of this process, a few kilobytes in all. They are recorded at the commit,
 * because reading them from the topic for every dashboard update would load the broker; one whose commit is in doubt is
 * missing. Safe for use by several threads.
 */
public final class NewestDeadLetters {

    static final int LIMIT = 20;

    private final InstantSource clock;
    private final ArrayDeque<DeadLetterSummary> lines = new ArrayDeque<>(LIMIT);

    public NewestDeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    /** @param deadLetters committed together */
    public synchronized void record(List<DeadLetter> deadLetters) {
        Instant now = clock.instant();
        for (DeadLetter deadLetter : deadLetters.subList(Math.max(0, deadLetters.size() - LIMIT), deadLetters.size())) {
            if (lines.size() == LIMIT) {
                lines.removeLast();
            }
            lines.addFirst(new DeadLetterSummary(
                    now,
                    deadLetter.position(),
                    deadLetter.reason().code(),
                    SafePreview.printable(deadLetter.detail()),
                    MaskedPreview.of(deadLetter.origin().value())));
        }
    }

    /** The newest first. */
    public synchronized List<DeadLetterSummary> newest() {
        return List.copyOf(lines);
    }
}

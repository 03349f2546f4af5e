package io.orderpipeline.common.schema;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The ids that the registry does not know. A follower of the registry may learn of a new schema late, so the first
 * answer is not believed: readers wait for a short grace and ask again. Few ids have that grace, because any producer
 * can write ids that do not exist, and each would hold up its partition. Bounded. Not thread-safe.
 */
final class UnknownSchemas {

    /** For an id that is asked for the second time. */
    static final Duration GRACE = Duration.ofSeconds(2);

    /** After this time, an unknown id is asked for again. */
    static final Duration REJECTED_FOR = Duration.ofMinutes(1);

    /** In the time of {@link #REJECTED_FOR}. */
    static final int MOST_GRACES = 3;

    private final int capacity;
    private final LongSupplier nanoTime;
    private final Map<SchemaId, Answer> answers = new LinkedHashMap<>();
    private final ArrayDeque<Long> graces = new ArrayDeque<>();

    /**
     * @param since the time of the registry's answer
     * @param isFinal whether the answer is believed
     */
    private record Answer(Lookup lookup, long since, boolean isFinal) {}

    UnknownSchemas(int capacity, LongSupplier nanoTime) {
        this.capacity = capacity;
        this.nanoTime = nanoTime;
    }

    /** What is known of an id; empty when the registry must be asked. */
    Optional<Lookup> find(SchemaId id) {
        return Optional.ofNullable(answers.get(id))
                .filter(answer -> !isOver(answer.since(), answer.isFinal() ? REJECTED_FOR : GRACE))
                .map(answer -> answer.isFinal() ? answer.lookup() : new Lookup.Pending());
    }

    /** The registry has answered that it has no such schema. */
    void add(SchemaId id, UnknownSchemaException answer) {
        boolean isFinal = answer.isCertain() || answers.remove(id) != null || !hasGrace();
        if (answers.size() >= capacity) {
            answers.remove(answers.keySet().iterator().next());
        }
        Lookup rejected = new Lookup.Rejected(InvalidReason.UNKNOWN_SCHEMA, answer.getMessage());
        answers.put(id, new Answer(rejected, nanoTime.getAsLong(), isFinal));
    }

    private boolean hasGrace() {
        while (!graces.isEmpty() && isOver(graces.peek(), REJECTED_FOR)) {
            graces.remove();
        }
        return graces.size() < MOST_GRACES && graces.add(nanoTime.getAsLong());
    }

    private boolean isOver(long since, Duration time) {
        return nanoTime.getAsLong() - since >= time.toNanos();
    }
}

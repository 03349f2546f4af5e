package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId.Number;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UnknownSchemasTest {

    private static final int CAPACITY = 10;
    private static final Optional<Lookup> PENDING = Optional.of(new Lookup.Pending());

    private long nanos = Long.MAX_VALUE - 1_000;
    private final UnknownSchemas unknown = new UnknownSchemas(CAPACITY, () -> nanos);

    @Test
    void should_ask_for_an_id_that_was_not_asked_for() {
        assertThat(unknown.find(new Number(1))).isEmpty();
    }

    @Test
    void should_ask_again_after_the_grace() {
        add(1);
        assertThat(unknown.find(new Number(1))).isEqualTo(PENDING);

        nanos += UnknownSchemas.GRACE.toNanos();
        assertThat(unknown.find(new Number(1))).isEmpty();

        add(1);
        assertRejected(1);
    }

    /** Any producer can write ids that do not exist, and each would hold up its partition. */
    @Test
    void should_give_few_ids_a_grace() {
        for (int id = 0; id <= UnknownSchemas.MOST_GRACES; id++) {
            add(id);
        }
        assertThat(unknown.find(new Number(UnknownSchemas.MOST_GRACES - 1))).isEqualTo(PENDING);
        assertRejected(UnknownSchemas.MOST_GRACES);

        nanos += UnknownSchemas.REJECTED_FOR.toNanos();
        add(100);
        assertThat(unknown.find(new Number(100))).isEqualTo(PENDING);
    }

    @Test
    void should_give_no_grace_to_an_id_that_no_registry_has() {
        unknown.add(new Number(-1), UnknownSchemaException.certain("schema id -1"));

        assertRejected(-1);
    }

    @Test
    void should_be_bounded() {
        for (int id = 0; id <= CAPACITY; id++) {
            add(id);
            add(id);
        }

        assertRejected(1);
        assertThat(unknown.find(new Number(0))).as("the oldest").isEmpty();
    }

    private void add(int id) {
        unknown.add(new Number(id), new UnknownSchemaException("schema id " + id));
    }

    private void assertRejected(int id) {
        assertThat(unknown.find(new Number(id)))
                .contains(new Lookup.Rejected(
                        InvalidReason.UNKNOWN_SCHEMA, "the schema registry does not know schema id " + id));
        nanos += UnknownSchemas.REJECTED_FOR.minus(Duration.ofNanos(1)).toNanos();
        assertThat(unknown.find(new Number(id))).isPresent();
        nanos -= UnknownSchemas.REJECTED_FOR.minus(Duration.ofNanos(1)).toNanos();
    }
}

package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId.Number;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchemaFormatsTest extends SchemaFormatsFixture {

    @Test
    void should_know_a_schema_after_one_request() {
        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        answer(SEVEN);

        assertThat(formats.find(SEVEN)).isEqualTo(new Lookup.Known(FORMAT));
        assertThat(formats.find(SEVEN)).isSameAs(formats.find(SEVEN));
        assertThat(requests).containsExactly(SEVEN);
    }

    @Test
    void should_not_compile_on_the_thread_that_completes_the_request() {
        formats.find(SEVEN);
        open.remove(SEVEN).complete(schema());

        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        tasks.run();
        assertThat(formats.find(SEVEN)).isEqualTo(new Lookup.Known(FORMAT));
    }

    @Test
    void should_compile_on_a_thread_of_its_own() throws Exception {
        CompletableFuture<String> thread = new CompletableFuture<>();
        SchemaFormats.Compiler naming = schema -> {
            thread.complete(Thread.currentThread().getName());
            return FORMAT;
        };
        try (SchemaFormats real = new SchemaFormats(
                id -> CompletableFuture.completedFuture(schema()), naming, System::nanoTime, () -> 1)) {
            real.find(SEVEN);
            assertThat(thread.get()).isEqualTo("schema-compiler");
        }
    }

    @Test
    void should_reject_a_schema_that_is_no_order() {
        compiler = schema -> {
            throw new NotAnOrderException("has no field price");
        };
        formats.find(SEVEN);
        answer(SEVEN);

        assertThat(formats.find(SEVEN))
                .isEqualTo(new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "schema id 7: has no field price"));
        advance(Duration.ofDays(365));
        formats.find(SEVEN);
        assertThat(requests).as("for ever").hasSize(1);
    }

    @Test
    void should_reject_a_schema_beyond_the_limits_of_the_client() {
        formats.find(SEVEN);
        fail(SEVEN, new NotAnOrderException("is larger than 1 MiB"));

        assertThat(formats.find(SEVEN))
                .isEqualTo(new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "schema id 7: is larger than 1 MiB"));
    }

    @Test
    void should_reject_a_schema_that_breaks_the_compiler() {
        compiler = schema -> {
            throw new IllegalStateException("bug");
        };
        formats.find(SEVEN);
        answer(SEVEN);
        compiler = schema -> overflow(0);
        formats.find(new Number(8));
        answer(new Number(8));

        assertThat(formats.find(SEVEN))
                .isEqualTo(new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "schema id 7: cannot be parsed"));
        assertThat(formats.find(new Number(8)))
                .isEqualTo(new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "schema id 8: cannot be parsed"));
    }

    private static OrderFormat overflow(int depth) {
        return depth < 0 ? FORMAT : overflow(depth % 2 + 1);
    }

    @Test
    void should_retry_after_an_error_of_the_program() {
        compiler = schema -> {
            throw new OutOfMemoryError("test");
        };
        formats.find(SEVEN);
        answer(SEVEN);

        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        assertThat(formats.trouble()).hasValue("out of memory: test (schema id 7)");
        compiler = schema -> FORMAT;
        advance(Duration.ofMillis(100));
        formats.find(SEVEN);
        answer(SEVEN);
        assertThat(formats.find(SEVEN)).isEqualTo(new Lookup.Known(FORMAT));
    }

    @Test
    void should_reject_an_unknown_id_for_a_minute_when_the_registry_has_said_so_twice() {
        formats.find(SEVEN);
        fail(SEVEN, new UnknownSchemaException("schema id 7"));
        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        assertThat(formats.trouble()).isEmpty();
        advance(UnknownSchemas.GRACE.minusNanos(1));
        formats.find(SEVEN);
        assertThat(requests).hasSize(1);
        advance(Duration.ofNanos(1));
        formats.find(SEVEN);
        fail(SEVEN, new UnknownSchemaException("schema id 7"));

        Lookup unknown =
                new Lookup.Rejected(InvalidReason.UNKNOWN_SCHEMA, "the schema registry does not know schema id 7");
        assertThat(formats.find(SEVEN)).isEqualTo(unknown);
        assertThat(formats.trouble()).isEmpty();
        advance(UnknownSchemas.REJECTED_FOR.minusNanos(1));
        assertThat(formats.find(SEVEN)).isEqualTo(unknown);
        assertThat(requests).hasSize(2);
        advance(Duration.ofNanos(1));
        assertThat(formats.find(SEVEN)).isEqualTo(PENDING);
        fail(SEVEN, new UnknownSchemaException("schema id 7"));
        assertThat(formats.find(SEVEN)).as("without a second grace").isEqualTo(unknown);
        advance(UnknownSchemas.REJECTED_FOR);
        formats.find(SEVEN);
        answer(SEVEN);
        assertThat(formats.find(SEVEN)).isEqualTo(new Lookup.Known(FORMAT));
    }

    /** A follower of the registry may learn of a new schema late. */
    @Test
    void should_know_a_schema_that_the_registry_gives_when_it_is_asked_again() {
        formats.find(SEVEN);
        fail(SEVEN, new UnknownSchemaException("schema id 7"));
        advance(UnknownSchemas.GRACE);
        formats.find(SEVEN);
        answer(SEVEN);

        assertThat(formats.find(SEVEN)).isEqualTo(new Lookup.Known(FORMAT));
    }

    @Test
    void should_survive_a_registry_that_throws() {
        SchemaFormats closed = new SchemaFormats(
                id -> {
                    throw new IllegalStateException("closed");
                },
                compiler,
                nanos::get,
                () -> random,
                tasks);

        assertThat(closed.find(SEVEN)).isEqualTo(PENDING);
        tasks.run();
        assertThat(closed.trouble()).hasValue("illegal state: closed (schema id 7)");
    }
}

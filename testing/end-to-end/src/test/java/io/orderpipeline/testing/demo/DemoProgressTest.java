package io.orderpipeline.testing.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoProgressTest {

    private static final String PRODUCER = "  12 s  acknowledged 6,000  500/s  in flight 1  failed 0  behind 0 ms";
    private static final String CONSUMER = "0:00:13  polled 6,001  written 5,990  dead letters 0  in flight 11"
            + " (3/12 requests)  498/s  lag 10  (p0 0  p1 10  p2 0)";

    private final DemoProgress progress = new DemoProgress();

    @Test
    void should_show_both_programs_in_one_line() {
        assertThat(progress.accept(PRODUCER)).isTrue();
        assertThat(progress.accept(CONSUMER + "  oldest waits 0 s")).isTrue();

        assertThat(progress.line()).isEqualTo("0:00:13  produced 6,000 (500/s)  stored 5,990 (498/s)  lag 10");
    }

    @Test
    void should_show_what_is_wrong() {
        progress.accept(PRODUCER + "  the broker has acknowledged nothing for 12 s");
        progress.accept(CONSUMER.replace("dead letters 0", "dead letters 7")
                .replaceFirst("lag .*", "lag unknown, the broker does not answer  held up by Cassandra"));

        assertThat(progress.line())
                .isEqualTo("0:00:13  produced 6,000  stored 5,990  dead letters 7  lag unknown"
                        + "  the broker has acknowledged nothing for 12 s  held up by Cassandra");
    }

    @Test
    void should_show_the_consumer_before_it_knows_its_lag() {
        assertThat(progress.accept(CONSUMER.replaceFirst("lag .*", "lag not known yet  joining the group")))
                .isTrue();
        assertThat(progress.line()).endsWith("lag unknown  joining the group");
    }

    /** The status lines of the programs are up to a second apart. */
    @Test
    void should_never_show_more_stored_than_produced_orders() {
        progress.accept(PRODUCER);
        progress.accept(CONSUMER.replace("written 5,990  dead letters 0", "written 6,400  dead letters 3"));

        assertThat(progress.line()).contains("produced 6,403", "stored 6,400");
    }

    @Test
    void should_leave_other_lines_alone() {
        assertThat(progress.accept("12:00:00.000 INFO  Consuming orders")).isFalse();
        assertThat(progress.accept("Total: polled 1 = written 1 + dead-lettered 0"))
                .isFalse();
        assertThat(progress.accept("")).isFalse();
    }
}

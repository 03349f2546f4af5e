package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId.Number;
import org.junit.jupiter.api.Test;

final class FormatCacheTest {

    private static final Lookup ABSENT = new Lookup.Pending();

    private final FormatCache cache = new FormatCache(3, 1_000);

    @Test
    void should_evict_the_least_recently_used_entry() {
        put(1);
        put(2);
        put(3);
        get(1);
        put(4);
        get(1);
        put(5);

        assertThat(get(2)).isSameAs(ABSENT);
        assertThat(get(3)).isSameAs(ABSENT);
        assertThat(get(1)).isEqualTo(lookup(1));
        assertThat(get(4)).isEqualTo(lookup(4));
        assertThat(get(5)).isEqualTo(lookup(5));
    }

    @Test
    void should_keep_an_entry_in_use_while_others_come_and_go() {
        put(0);
        for (int i = 1; i < 1_000; i++) {
            put(i);
            assertThat(get(0)).isEqualTo(lookup(0));
        }
    }

    @Test
    void should_bound_the_size_of_all_schemas() {
        put(1, 300);
        put(2, 300);
        put(3, 100);
        get(1);
        put(4, 500);

        assertThat(get(2)).isSameAs(ABSENT);
        assertThat(get(1)).isEqualTo(lookup(1));
        assertThat(get(3)).isEqualTo(lookup(3));
        assertThat(get(4)).isEqualTo(lookup(4));
    }

    @Test
    void should_keep_a_schema_above_the_bound_alone_and_then_have_room_again() {
        put(1, 300);
        put(2, 5_000);
        assertThat(get(1)).isSameAs(ABSENT);
        assertThat(get(2)).isEqualTo(lookup(2));

        put(3, 500);
        put(4, 500);
        assertThat(get(2)).isSameAs(ABSENT);
        assertThat(get(3)).isEqualTo(lookup(3));
        assertThat(get(4)).isEqualTo(lookup(4));
    }

    @Test
    void should_count_a_schema_that_is_put_again_once() {
        put(1, 600);
        put(1, 600);
        put(2, 300);

        assertThat(get(1)).isEqualTo(lookup(1));
        assertThat(get(2)).isEqualTo(lookup(2));
    }

    private void put(int id) {
        put(id, 1);
    }

    private void put(int id, int characters) {
        cache.put(new Number(id), lookup(id), characters);
    }

    private Lookup get(int id) {
        return cache.getOrDefault(new Number(id), ABSENT);
    }

    private static Lookup lookup(int id) {
        return new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "" + id);
    }
}

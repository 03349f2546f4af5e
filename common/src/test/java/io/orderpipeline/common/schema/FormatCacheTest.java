package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId.Number;
import org.junit.jupiter.api.Test;

final class FormatCacheTest {

    private static final Lookup ABSENT = new Lookup.Pending();

    private final FormatCache cache = new FormatCache(3);

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

    private void put(int id) {
        cache.put(new Number(id), lookup(id));
    }

    private Lookup get(int id) {
        return cache.getOrDefault(new Number(id), ABSENT);
    }

    private static Lookup lookup(int id) {
        return new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, "" + id);
    }
}

package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** For random records and damage, verify counts the same as a simple model with maps of whole orders. */
class VerificationModelTest {

    private static final int RECORDS = 8_000;
    private static final int IDS = 5_000;

    @TempDir
    private Path folder;

    private final FakeWorld world = new FakeWorld();
    private final List<Order> sent = new ArrayList<>();
    private final Map<VerifyCount, Long> expected = new EnumMap<>(VerifyCount.class);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void should_count_what_a_simple_model_counts(long seed) throws Exception {
        Random random = new Random(seed);
        send(random);
        int committed = RECORDS - random.nextInt(3) * random.nextInt(RECORDS / 4);
        world.consumed(0, committed);
        damage(random, committed);

        VerifyReport report = world.verify(folder);

        countByModel(committed);
        Map<VerifyCount, Long> counted = new EnumMap<>(VerifyCount.class);
        for (VerifyCount kind : EnumSet.range(VerifyCount.MISSING, VerifyCount.DUPLICATED)) {
            counted.put(kind, report.total(kind));
            expected.putIfAbsent(kind, 0L);
        }
        assertThat(counted).isEqualTo(expected);
    }

    private void send(Random random) {
        for (int i = 0; i < RECORDS; i++) {
            if (random.nextInt(20) == 0) {
                sent.add(null);
                world.sendBytes(0, ("garbage " + i).getBytes(UTF_8));
            } else {
                Order order = order("id-" + random.nextInt(IDS), 1 + random.nextInt(1_000));
                sent.add(order);
                world.send(0, order);
            }
        }
    }

    /** Consumes as far as committed, with occasional mistakes. */
    private void damage(Random random, int committed) {
        for (int offset = 0; offset < committed; offset++) {
            Order order = sent.get(offset);
            boolean mistake = random.nextInt(500) == 0;
            if (order == null) {
                int copies = mistake ? random.nextInt(2) * 2 : 1;
                for (int copy = 0; copy < copies; copy++) {
                    world.deadLetter(0, offset, InvalidReason.NOT_JSON);
                }
                count(copies == 0 ? VerifyCount.DEAD_LETTER_MISSING : VerifyCount.DEAD_LETTER_DOUBLED, mistake);
            } else if (!mistake) {
                world.store(0, offset, order);
            }
            if (random.nextInt(1_000) == 0) {
                world.rows(0).remove("id-" + random.nextInt(IDS));
                world.store(0, offset, order("stray-" + random.nextInt(IDS), 1));
            }
        }
    }

    private void countByModel(int committed) {
        Map<String, Integer> times = new TreeMap<>();
        Map<String, Order> last = new TreeMap<>();
        Map<String, List<Order>> ahead = new TreeMap<>();
        for (int offset = 0; offset < RECORDS; offset++) {
            Order order = sent.get(offset);
            count(VerifyCount.NOT_YET_CONSUMED, offset >= committed);
            if (order != null) {
                times.merge(order.orderId(), 1, Integer::sum);
                if (offset < committed) {
                    last.put(order.orderId(), order);
                } else {
                    ahead.computeIfAbsent(order.orderId(), none -> new ArrayList<>())
                            .add(order);
                }
            }
        }
        times.values().forEach(count -> count(VerifyCount.DUPLICATED, count > 1));
        TreeSet<String> ids = new TreeSet<>(last.keySet());
        ids.addAll(world.rows(0).keySet());
        ids.forEach(id -> countRow(id, last.get(id), ahead.getOrDefault(id, List.of())));
    }

    private void countRow(String id, Order last, List<Order> ahead) {
        Integer quantity =
                world.find(0, id).map(row -> row.values().get(3).getInt(0)).orElse(null);
        boolean isLast = last != null && quantity != null && last.quantity() == quantity;
        boolean isAhead = quantity != null && ahead.stream().anyMatch(order -> order.quantity() == quantity);
        count(VerifyCount.MISSING, quantity == null && last != null);
        count(VerifyCount.UNEXPECTED, quantity != null && last == null && ahead.isEmpty());
        count(VerifyCount.WRONG, quantity != null && (last != null || !ahead.isEmpty()) && !isLast && !isAhead);
    }

    private void count(VerifyCount kind, boolean holds) {
        expected.merge(kind, holds ? 1L : 0L, Long::sum);
    }
}

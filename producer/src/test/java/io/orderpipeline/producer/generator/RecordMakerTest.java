package io.orderpipeline.producer.generator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RecordMakerTest {

    private static final long START = 1_769_860_800_000L;
    private static final int ORDERS = 3_000;

    private final OrderJsonReader reader = new OrderJsonReader();

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
    void should_make_the_same_records_from_the_same_seed(long seed) {
        var settings = new GeneratorSettings(seed, Optional.empty(), CategoryWeights.EVEN, 0.1, 0.1);

        assertThat(texts(make(settings))).isEqualTo(texts(make(settings)));
    }

    @Test
    void should_make_different_orders_from_another_seed() {
        assertThat(Collections.disjoint(Set.copyOf(texts(make(plain(1)))), Set.copyOf(texts(make(plain(2))))))
                .isTrue();
    }

    @Test
    void should_not_let_invalid_records_and_duplicates_change_the_valid_orders() {
        List<String> undisturbed = texts(make(plain(3)));
        List<String> validOrders = texts(only(RecordKind.ORDER, make(shares(3, 0.2, 0.3))));

        Set<String> good = Set.copyOf(validOrders);
        assertThat(undisturbed.stream().filter(good::contains)).containsExactlyElementsOf(validOrders);
        assertThat(validOrders).hasSizeBetween(ORDERS * 7 / 10, ORDERS * 9 / 10);
    }

    @Test
    void should_choose_the_same_duplicates_with_and_without_invalid_records() {
        assertThat(texts(only(RecordKind.INVALID, make(shares(4, 0.2, 0)))))
                .isEqualTo(texts(only(RecordKind.INVALID, make(shares(4, 0.2, 0.9)))));
    }

    @Test
    void should_send_every_duplicate_after_its_order_and_byte_for_byte() {
        Set<byte[]> sent = Collections.newSetFromMap(new IdentityHashMap<>());
        List<OutgoingRecord> records = make(shares(5, 0, 0.5));
        for (OutgoingRecord record : records) {
            assertThat(sent.add(record.value())).isEqualTo(record.kind() == RecordKind.ORDER);
        }
        assertThat(records).hasSizeBetween(ORDERS * 14 / 10, ORDERS * 16 / 10);
    }

    @Test
    void should_accept_shares_of_zero_and_one() {
        assertThat(make(shares(6, 0, 0))).hasSize(ORDERS).allMatch(record -> record.kind() == RecordKind.ORDER);
        assertThat(make(shares(6, 1, 1))).hasSize(ORDERS).allMatch(record -> record.kind() == RecordKind.INVALID);
        assertThat(make(shares(6, 0, 1))).hasSize(2 * ORDERS);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8, 9})
    void should_make_valid_orders_whose_products_have_fixed_prices(long seed) {
        List<Order> orders = make(plain(seed)).stream().map(this::read).toList();

        Map<String, List<BigDecimal>> prices = orders.stream()
                .collect(Collectors.groupingBy(
                        order -> order.category() + " " + order.product(),
                        Collectors.mapping(Order::price, Collectors.toList())));
        assertThat(prices).hasSizeLessThanOrEqualTo(240);
        assertThat(prices.values()).allMatch(list -> list.stream().distinct().count() == 1);
        assertThat(orders)
                .allMatch(order ->
                        order.price().scale() == 2 && order.totalAmount().scale() == 2);
        assertThat(orders.stream().map(Order::orderId)).isSorted().doesNotHaveDuplicates();
        assertThat(orders.stream().map(Order::customerName).distinct().count()).isLessThan(ORDERS * 3 / 4);
    }

    @Test
    void should_spread_orders_over_categories_by_their_weights() {
        var weights = CategoryWeights.parse("books=5,tools=0");
        var settings = new GeneratorSettings(10, Optional.empty(), weights, 0, 0);

        Map<Category, Long> counts =
                make(settings).stream().collect(Collectors.groupingBy(OutgoingRecord::category, Collectors.counting()));

        assertThat(counts).doesNotContainKey(Category.TOOLS);
        assertThat(counts.get(Category.BOOKS) / (double) ORDERS).isCloseTo(5 / 15.0, within(0.03));
        assertThat(counts.get(Category.TOYS) / (double) ORDERS).isCloseTo(1 / 15.0, within(0.02));
    }

    /** Fails for invalid records. */
    private Order read(OutgoingRecord record) {
        return ((DecodeResult.Valid) reader.read(record.value())).order();
    }

    private static GeneratorSettings plain(long seed) {
        return shares(seed, 0, 0);
    }

    private static GeneratorSettings shares(long seed, double invalid, double duplicates) {
        return new GeneratorSettings(seed, Optional.empty(), CategoryWeights.EVEN, invalid, duplicates);
    }

    private static List<OutgoingRecord> make(GeneratorSettings settings) {
        RecordMaker maker = new RecordMaker(settings);
        List<OutgoingRecord> records = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            maker.makeNext(START + i, records::add);
        }
        maker.makeRemaining(records::add);
        return records;
    }

    private static List<OutgoingRecord> only(RecordKind kind, List<OutgoingRecord> records) {
        return records.stream().filter(record -> record.kind() == kind).toList();
    }

    private static List<String> texts(List<OutgoingRecord> records) {
        return records.stream()
                .map(record -> record.kind() + " " + (record.value() == null ? "-" : new String(record.value(), UTF_8)))
                .toList();
    }
}

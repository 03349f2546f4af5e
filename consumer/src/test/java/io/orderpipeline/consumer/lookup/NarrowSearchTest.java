package io.orderpipeline.consumer.lookup;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.verify.FakeWorld;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much of a topic is read: a record a second for six hours, of which few are few to read. */
class NarrowSearchTest {

    private static final Instant START = Instant.parse("2026-11-26T06:00:00Z");
    private static final int RECORDS = 6 * 60 * 60;
    private static final long FEW = 10;
    private static final LookupLimits COMMAND = new LookupLimits(Long.MAX_VALUE, FEW, 2, 1 << 20);
    private static final LookupLimits BESIDE_PIPELINE = new LookupLimits(500, FEW, 1, 1 << 20);
    private static final int ORDER = 3 * 60 * 60;

    private final FakeWorld world = new FakeWorld();
    private final FakeTopics topics = new FakeTopics(world);
    private final List<String> progress = new ArrayList<>();

    @BeforeEach
    void fill() {
        for (int second = 0; second < RECORDS; second++) {
            send(0, START.plusSeconds(second), id(second), 1);
        }
        world.consumed(0);
    }

    @Test
    void should_read_what_was_written_about_the_time_in_the_id() throws Exception {
        world.store(0, ORDER, order(id(ORDER), 1));

        OrderReport report = find(id(ORDER), COMMAND);

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@" + ORDER);
        assertThat(topics.ordersRead).hasValueLessThan(FEW);
        assertThat(report.searched().ranges()).singleElement().satisfies(range -> assertThat(range.from())
                .isLessThanOrEqualTo(ORDER));
    }

    @Test
    void should_read_the_record_that_the_row_names_wherever_it_is() throws Exception {
        send(0, START.plusSeconds(RECORDS), id(ORDER), 2);
        world.consumed(0);
        world.store(0, RECORDS, order(id(ORDER), 2));

        OrderReport report = find(id(ORDER), COMMAND);

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@" + RECORDS);
        assertThat(report.records()).hasSize(2);
        assertThat(topics.ordersRead).hasValueLessThan(2 * FEW);
    }

    @Test
    void should_read_the_record_that_a_dead_letter_names_wherever_it_is() throws Exception {
        byte[] malformed = ("{\"order_id\": \"" + late() + "\"").getBytes(UTF_8);
        world.sendAt(0, START.plusSeconds(RECORDS).toEpochMilli(), malformed, new RecordHeaders());
        world.deadLetter(0, RECORDS, InvalidReason.NOT_JSON);
        world.consumed(0);

        assertThat(find(late(), COMMAND).verdict().text()).isEqualTo("invalid: not-json, in dead-0@0");
        assertThat(topics.ordersRead).hasValueLessThan(2 * FEW);
    }

    @Test
    void should_find_an_order_whose_producer_has_a_wrong_clock_or_was_late() throws Exception {
        String early = uuid7(START.plusSeconds(ORDER + 200));
        String late = uuid7(START.plusSeconds(ORDER - 5_000));
        replace(ORDER, early);
        replace(ORDER + 1, late);

        assertThat(find(early, COMMAND).records()).hasSize(1);
        assertThat(find(late, COMMAND).records()).hasSize(1);
    }

    @Test
    void should_find_an_order_after_a_record_of_the_future() throws Exception {
        world.logs.clear();
        send(0, START.plus(Duration.ofMinutes(59)), "of the future", 1);
        fill();
        String id = uuid7(START.plusSeconds(60));
        replace(61, id);

        assertThat(find(id, COMMAND).records()).hasSize(1);
    }

    @Test
    void should_say_between_which_times_an_order_was_not_found() throws Exception {
        String absent = uuid7(START.plusSeconds(ORDER));

        OrderReport report = find(absent, COMMAND);

        assertThat(report.verdict())
                .isEqualTo(
                        new Finding(Fate.NOT_FOUND, "not found between 2026-11-26T08:55:00Z and 2026-11-26T11:00:00Z"));
        assertThat(report.notes()).singleElement().asString().contains("records of orders were not searched", "--from");
        assertThat(topics.ordersRead).hasValueGreaterThan(7_000).hasValueLessThan(8_000);
    }

    @Test
    void should_read_the_records_of_many_orders_of_the_same_time_once() throws Exception {
        List<String> ids = IntStream.range(0, 100)
                .mapToObj(second -> uuid7(START.plusSeconds(ORDER + second)))
                .toList();

        List<OrderReport> reports = find(ids, COMMAND, SearchOptions.NONE);

        assertThat(reports).extracting(report -> report.verdict().fate()).containsOnly(Fate.NOT_FOUND);
        assertThat(reports.get(99).verdict().text())
                .isEqualTo("not found between 2026-11-26T08:56:39Z and 2026-11-26T11:01:39Z");
        assertThat(topics.ordersRead).hasValueLessThan(8_000);
    }

    @Test
    void should_search_far_orders_apart_and_stop_for_each_that_is_found() throws Exception {
        List<String> ids = List.of(id(60), id(ORDER), id(2 * 60 * 60), id(RECORDS - 60));

        List<OrderReport> reports = find(ids, COMMAND, SearchOptions.NONE);

        assertThat(reports).extracting(report -> report.records().size()).containsOnly(1);
        assertThat(reports).extracting(OrderReport::id).containsExactlyElementsOf(ids);
        assertThat(topics.ordersRead).hasValueLessThan(4 * FEW);
    }

    @Test
    void should_search_the_whole_topic_once_for_ids_with_and_without_a_time() throws Exception {
        find(List.of("order-1", id(ORDER), "order-2"), COMMAND, SearchOptions.NONE);

        assertThat(topics.ordersRead).hasValue(RECORDS);
    }

    @Test
    void should_read_the_marks_of_replays_from_the_time_of_the_dead_letter() throws Exception {
        byte[] malformed = ("{\"order_id\": \"" + late() + "\"").getBytes(UTF_8);
        world.sendAt(0, START.plusSeconds(RECORDS).toEpochMilli(), malformed, new RecordHeaders());
        world.deadLetter(0, RECORDS, InvalidReason.NOT_JSON);
        world.consumed(0);

        OrderReport report = find(late(), COMMAND);

        Instant written = report.deadLetters().get(0).found().time();
        assertThat(topics.replaysFrom).isEqualTo(written.minus(Ring.BEFORE));
    }

    @Test
    void should_search_to_the_end_where_that_is_little() throws Exception {
        String absent = uuid7(START.plusSeconds(RECORDS - 1));
        LookupLimits limits = new LookupLimits(Long.MAX_VALUE, 10_000, 2, 1 << 20);

        assertThat(find(absent, limits).verdict().text()).endsWith(" and the end of the topic");
    }

    @Test
    void should_look_at_what_is_not_consumed_yet_for_a_later_record() throws Exception {
        world.store(0, ORDER, order(id(ORDER), 1));
        long before = world.offsets.get(0).end();
        send(0, START.plusSeconds(RECORDS), id(ORDER), 2);
        world.consumed(0, before);

        OrderReport report = find(id(ORDER), COMMAND);

        assertThat(report.verdict().fate()).isEqualTo(Fate.NOT_CONSUMED);
        assertThat(topics.ordersRead).hasValueLessThan(2 * FEW);
    }

    @Test
    void should_announce_the_cost_of_a_search_of_the_whole_topic() throws Exception {
        OrderReport report = find("order-1", COMMAND);

        assertThat(report.verdict().text()).isEqualTo("not found in the whole topic");
        assertThat(progress).first().asString().contains("Searching 21,600 records of orders, about 1 s", "--from");
    }

    @Test
    void should_search_what_the_user_names_completely() throws Exception {
        SearchOptions hour = new SearchOptions(
                Optional.of(START.plusSeconds(60 * 60)), Optional.of(START.plusSeconds(2 * 60 * 60)), Set.of());

        OrderReport report = find("order-1", COMMAND, hour);

        assertThat(report.searched().ranges()).containsExactly(new OffsetRange(0, 3_600, 7_200));
        assertThat(report.verdict().text())
                .isEqualTo("not found between 2026-11-26T07:00:00Z and 2026-11-26T08:00:00Z");
    }

    @Test
    void should_not_search_more_than_it_may() throws Exception {
        OrderReport other = find("order-1", BESIDE_PIPELINE);
        OrderReport absent = find(uuid7(START.plusSeconds(ORDER)), BESIDE_PIPELINE);

        assertThat(other.verdict().text()).contains("the topic was not searched");
        assertThat(other.notes()).singleElement().asString().contains("21,600 records of orders were not searched");
        assertThat(absent.verdict().text()).startsWith("not found between 2026-11-26T08:59:59.750Z and");
        assertThat(topics.ordersRead).hasValueLessThan(1_000);
    }

    @Test
    void should_answer_from_the_row_where_the_topic_is_too_large_to_search() throws Exception {
        replace(ORDER, "order-1");
        world.store(0, ORDER, order("order-1", 1));

        assertThat(find("order-1", BESIDE_PIPELINE).verdict().text()).isEqualTo("stored from orders-0@" + ORDER);
    }

    private OrderReport find(String id, LookupLimits limits) throws InterruptedException {
        return find(id, limits, SearchOptions.NONE);
    }

    private OrderReport find(String id, LookupLimits limits, SearchOptions options) throws InterruptedException {
        return find(List.of(id), limits, options).get(0);
    }

    private List<OrderReport> find(List<String> ids, LookupLimits limits, SearchOptions options)
            throws InterruptedException {
        OrderLookup lookup = new OrderLookup(
                topics,
                new OrderDecoder(Optional.empty()),
                () -> world,
                limits,
                new LookupProgress(() -> {}, progress::add, System::nanoTime),
                time -> {},
                InstantSource.system());
        return lookup.find(ids, options);
    }

    private void send(int partition, Instant time, String id, int quantity) {
        byte[] value = new OrderJsonWriter().write(order(id, quantity));
        world.sendAt(partition, time.toEpochMilli(), value, new RecordHeaders());
    }

    /** Puts an order of another id into the place of a record. */
    private void replace(int offset, String id) {
        var log = world.logs.values().iterator().next();
        var before = log.get(offset);
        send(0, Instant.ofEpochMilli(before.timestamp()), id, 1);
        var sent = log.remove(log.size() - 1);
        log.set(
                offset,
                new ConsumerRecord<>(
                        sent.topic(),
                        0,
                        offset,
                        sent.timestamp(),
                        sent.timestampType(),
                        sent.serializedKeySize(),
                        sent.serializedValueSize(),
                        sent.key(),
                        sent.value(),
                        sent.headers(),
                        Optional.empty()));
    }

    private static String id(int second) {
        return uuid7(START.plusSeconds(second), second);
    }

    /** Of no order. */
    private static String uuid7(Instant time) {
        return uuid7(time, RECORDS);
    }

    private static String late() {
        return uuid7(START.plusSeconds(60));
    }

    private static String uuid7(Instant time, int number) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 1L << 63 | number).toString();
    }
}

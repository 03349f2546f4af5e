package io.orderpipeline.consumer.lookup;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.verify.FakeWorld;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The report as text and as JSON: the form is part of the contract. */
class OrderFormsTest {

    private final FakeWorld world = new FakeWorld();

    @Test
    void should_print_a_stored_order() throws Exception {
        OrderReport report = stored();

        assertThat(OrderReportText.lines(report))
                .containsExactly(
                        "a: stored from orders-0@1",
                        "  record      time                      key    bytes  result",
                        "  orders-0@0  1970-01-01T00:00:01Z      tools    164  valid, superseded by orders-0@1",
                        "  orders-0@1  1970-01-01T00:00:01.001Z  tools    165  valid, stored",
                        "  row in partition 0, written from orders-0@1: customer_name A***, product Lamp, category"
                                + " tools, quantity 2, price 5.20, timestamp 1970-01-01T00:00:00Z, total_amount 10.40",
                        "  searched 2 records of the topic: p0 0 to 2");
    }

    @Test
    void should_write_a_stored_order_as_json() throws Exception {
        assertThat(OrderJson.line(stored()))
                .isEqualTo("{\"id\":\"a\",\"verdict\":\"stored\",\"stored\":true,\"text\":\"stored from orders-0@1\","
                        + "\"records\":[{\"place\":\"orders-0@0\",\"partition\":0,\"offset\":0,"
                        + "\"time\":\"1970-01-01T00:00:01Z\",\"key\":\"tools\",\"size\":164,\"valid\":true,"
                        + "\"reason\":null,\"detail\":null,\"replayOf\":null,\"fate\":\"superseded\","
                        + "\"text\":\"superseded by orders-0@1\"},"
                        + "{\"place\":\"orders-0@1\",\"partition\":0,\"offset\":1,"
                        + "\"time\":\"1970-01-01T00:00:01.001Z\",\"key\":\"tools\",\"size\":165,\"valid\":true,"
                        + "\"reason\":null,\"detail\":null,\"replayOf\":null,\"fate\":\"stored\",\"text\":\"stored\"}],"
                        + "\"moreRecords\":0,\"deadLetters\":[],"
                        + "\"rows\":[{\"partition\":0,\"writtenBy\":\"orders-0@1\",\"differs\":[],\"values\":{"
                        + "\"customer_name\":\"A***\",\"product\":\"Lamp\",\"category\":\"tools\",\"quantity\":\"2\","
                        + "\"price\":\"5.20\",\"timestamp\":\"1970-01-01T00:00:00Z\",\"total_amount\":\"10.40\"}}],"
                        + "\"searched\":[{\"partition\":0,\"from\":0,\"to\":2}],\"notes\":[]}");
    }

    private OrderReport stored() throws InterruptedException {
        world.send(0, order("a", 1));
        world.store(0, world.send(0, order("a", 2)), order("a", 2));
        world.consumed(0);
        return find("a");
    }

    @Test
    void should_print_dead_letters_and_why_a_record_is_invalid() throws Exception {
        world.deadLetter(0, world.sendBytes(0, "{\"order_id\": \"a\"".getBytes(UTF_8)), InvalidReason.NOT_JSON);
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(OrderReportText.lines(report))
                .contains("a: invalid: not-json, in dead-0@0")
                .anyMatch(line -> line.endsWith("invalid: not-json, in dead-0@0; the value is not well-formed JSON"))
                .anyMatch(line -> line.matches(" +dead letter +time +of record +reason +replayed"))
                .anyMatch(line -> line.matches(" +dead-0@0 .* orders-0@0 +not-json +no"));
        assertThat(OrderJson.line(report))
                .contains("\"valid\":false,\"reason\":\"not-json\",\"detail\":\"the value is not well-formed JSON\"")
                .contains("\"deadLetters\":[{\"place\":\"dead-0@0\",")
                .contains("\"origin\":\"orders-0@0\",\"reason\":\"not-json\",\"detail\":\"why\",\"replayed\":false}");
    }

    @Test
    void should_print_no_control_characters_of_an_id_or_a_value() throws Exception {
        String id = "a\u001b[2J";
        world.store(0, world.send(0, order(id, 1)), order(id, 1));
        world.consumed(0);

        assertThat(OrderReportText.lines(find(id))).first().isEqualTo("a?[2J: stored from orders-0@0");
    }

    private OrderReport find(String id) throws InterruptedException {
        OrderLookup lookup = new OrderLookup(
                new FakeTopics(world),
                new OrderDecoder(Optional.empty()),
                () -> world,
                LookupLimits.NONE,
                new LookupProgress(() -> {}, line -> {}, System::nanoTime),
                time -> {},
                InstantSource.system());
        return lookup.find(List.of(id), SearchOptions.NONE).get(0);
    }
}

package io.orderpipeline.testing.endtoend.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.testing.endtoend.InstalledPrograms;
import io.orderpipeline.testing.endtoend.Skip;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Encodes and decodes orders in Python, with the libraries of Avro and Protobuf that Debian has for it.
 *
 * @param folder for its files; empty at first
 */
record PythonClient(Path folder) {

    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final String SCRIPT = "orders.py";
    private static final int LIMIT_SECONDS = 60;
    private static final JsonMapper JSON = new JsonMapper();
    private static final HexFormat HEX = HexFormat.of();

    /** Without the packages, or with those of another Python only. */
    void skipUnlessInstalled() throws Exception {
        boolean isInstalled = Files.isExecutable(PYTHON)
                && InstalledPrograms.isInstalled("protoc")
                && run(List.of("-c", "import avro, google.protobuf"), List.of()).exitCode == 0;
        Skip.unlessInstalled(
                isInstalled,
                "the orders of a client in Python",
                "python3-avro, python3-protobuf or protobuf-compiler is not installed");
    }

    List<byte[]> encode(BinaryFormat format, int schemaId, List<Order> orders) throws Exception {
        List<String> lines =
                orders.stream().map(order -> json(order).toString()).toList();
        return run("encode", format, Version.V1, schemaId, lines)
                .map(HEX::parseHex)
                .toList();
    }

    /** In the second version. */
    List<byte[]> encode(BinaryFormat format, int schemaId, List<Order> orders, String currency) throws Exception {
        List<String> lines = orders.stream()
                .map(order -> secondVersion(json(order), currency).toString())
                .toList();
        return run("encode", format, Version.V2, schemaId, lines)
                .map(HEX::parseHex)
                .toList();
    }

    List<Order> decode(BinaryFormat format, int schemaId, List<byte[]> values) throws Exception {
        List<String> lines = values.stream().map(HEX::formatHex).toList();
        List<Order> orders = new ArrayList<>();
        for (String line : run("decode", format, Version.V1, schemaId, lines).toList()) {
            orders.add(order(JSON.readTree(line)));
        }
        return orders;
    }

    private Stream<String> run(String action, BinaryFormat format, Version version, int schemaId, List<String> lines)
            throws Exception {
        Path script = folder.resolve(SCRIPT);
        try (InputStream source = PythonClient.class.getResourceAsStream(SCRIPT)) {
            Files.write(script, source.readAllBytes());
        }
        Path schema = Files.writeString(folder.resolve(format.file(version)), format.text(version));
        Ended ended = run(
                List.of(script.toString(), action, format.option(), schema.toString(), String.valueOf(schemaId)),
                lines);
        assertThat(ended.exitCode).as(ended.err).isZero();
        return ended.out.lines();
    }

    private Ended run(List<String> arguments, List<String> lines) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("in"), lines);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(PYTHON.toString(), "-X", "utf8", "-B"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS))
                    .as("ended within %s s", LIMIT_SECONDS)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(out, UTF_8), Files.readString(err, UTF_8));
    }

    private static ObjectNode json(Order order) {
        return JSON.createObjectNode()
                .put("order_id", order.orderId())
                .put("customer_name", order.customerName())
                .put("product", order.product())
                .put("category", order.category())
                .put("quantity", order.quantity())
                .put("price", order.price().toPlainString())
                .put("timestamp", order.timestamp().toString())
                .put("total_amount", order.totalAmount().toPlainString());
    }

    private static ObjectNode secondVersion(ObjectNode order, String currency) {
        order.set("customer", order.remove("customer_name"));
        return order.put("currency", currency);
    }

    private static Order order(JsonNode json) {
        return new Order(
                json.get("order_id").textValue(),
                json.get("customer_name").textValue(),
                json.get("product").textValue(),
                json.get("category").textValue(),
                json.get("quantity").intValue(),
                new BigDecimal(json.get("price").textValue()),
                OffsetDateTime.parse(json.get("timestamp").textValue()).toInstant(),
                new BigDecimal(json.get("total_amount").textValue()));
    }

    private record Ended(int exitCode, String out, String err) {}
}
